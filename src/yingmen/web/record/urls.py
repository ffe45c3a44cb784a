"""Addresses of the record: the book, one page for writing at the door, what is sent, what is attached."""

from django.urls import path

from yingmen.web.record import views
from yingmen.web.record.book import book

app_name = "record"
urlpatterns = [
    path("", book, name="list"),
    path("now/", views.now, name="now"),
    path("send/", views.send, name="send"),
    path("<int:number>/fix/", views.fix, name="fix"),
    path("<int:number>/<int:place>/", views.piece, name="piece"),
]
