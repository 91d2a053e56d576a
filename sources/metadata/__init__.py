"""PURE. What a page says about itself: title, authors, outlet, dates, language, address and corrections."""
