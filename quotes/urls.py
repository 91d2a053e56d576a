"""Readers' addresses."""

from django.urls import path

from quotes.views import families, public

app_name = "quotes"
urlpatterns = [
    path("", public.front, name="front"),
    path("about/", public.about, name="about"),
    path("quotations/", public.quotation_list, name="quotation-list"),
    path("quotations/<int:pk>/", public.quotation, name="quotation"),
    path("speakers/", public.speaker_list, name="speaker-list"),
    path("speakers/<int:pk>/", public.speaker, name="speaker"),
    path("articles/<int:pk>/", public.article, name="article"),
    path("claims/", public.claim_list, name="claim-list"),
    path("claims/<int:pk>/", public.claim, name="claim"),
    path("phrases/<int:pk>/", families.family, name="family"),
    path("topics/", public.topic_list, name="topic-list"),
]
