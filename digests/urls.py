"""Addresses of the weekly mail: subscribing, confirming, leaving."""

from django.urls import URLPattern

app_name = "digests"
urlpatterns: list[URLPattern] = []
