"""Addresses of lock and unlock."""

from django.urls import path

from yingmen.web.gate import views

app_name = "gate"
urlpatterns = [
    path("unlock/", views.unlock, name="unlock"),
    path("lock/", views.lock, name="lock"),
    path("hide/", views.hide, name="hide"),
    path("plain/", views.plain, name="plain"),
    path("passcode/", views.change, name="passcode"),
]
