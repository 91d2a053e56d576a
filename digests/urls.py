"""Addresses of the weekly mail: subscribing, confirming, choosing, leaving."""

from django.urls import path

from digests import views

app_name = "digests"
urlpatterns = [
    path("", views.subscribe, name="subscribe"),
    path("asked/", views.asked, name="asked"),
    path("confirm/<str:token>/", views.confirm, name="confirm"),
    path("preferences/<str:token>/", views.preferences, name="preferences"),
    path("leave/<str:token>/", views.leave, name="leave"),
]
