"""The rows of who is told, once. Subscribers' data stays out of history (law 5)."""

from digests.models.editions import Edition, EditionItem
from digests.models.letters import Confirmation, Delivery, Letter
from digests.models.subscribers import Subscriber, Subscription

__all__ = ["Confirmation", "Delivery", "Edition", "EditionItem", "Letter", "Subscriber", "Subscription"]
