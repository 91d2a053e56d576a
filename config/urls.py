"""Every address of the site. Readers' and desk pages carry their language in the address."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path
from django.views.generic import RedirectView

urlpatterns = [
    path("i18n/", include("django.conf.urls.i18n")),
    path("desk/", RedirectView.as_view(pattern_name="admin:index"), name="desk"),
]

urlpatterns += i18n_patterns(
    path("desk/", admin.site.urls),
    path("digest/", include("digests.urls")),
    path("", include("quotes.urls")),
)
