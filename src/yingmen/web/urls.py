"""Where every page is. Steps are numbered, so that no address tells what it is about."""

from django.urls import include, path

from yingmen.web.record.views import worker

urlpatterns = [
    path("", include("yingmen.web.home.urls")),
    path("", include("yingmen.web.gate.urls")),
    path("1/", include("yingmen.web.owe.urls")),
    path("2/", include("yingmen.web.lawful.urls")),
    path("3/", include("yingmen.web.door.urls")),
    path("4/", include("yingmen.web.afford.urls")),
    path("5/", include("yingmen.web.answer.urls")),
    path("book/", include("yingmen.web.record.urls")),
    path("sw.js", worker, name="worker"),
    path("api/", include("yingmen.web.api.urls")),
]
handler400 = "yingmen.web.gate.refusals.bad_request"
handler404 = "yingmen.web.home.views.not_found"
handler500 = "yingmen.web.home.views.broken"
