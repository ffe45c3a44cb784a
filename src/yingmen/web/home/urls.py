"""Addresses of the first screen, the overview and the data."""

from django.urls import include, path

from yingmen.web.home import data, views

app_name = "home"
urlpatterns = [
    path("", views.first, name="first"),
    path("all/", views.overview, name="overview"),
    path("data/", data.show, name="data"),
    path("data/open/", data.upload, name="upload"),
    path("data/keep/", data.keep, name="keep"),
    path("data/all.zip", data.export, name="export"),
    path("data/versions/", data.history, name="history"),
    path("data/back/", data.undo, name="undo"),
    path("data/gone/", data.erase, name="erase"),
    path("k/", include("yingmen.web.home.knock")),
]
