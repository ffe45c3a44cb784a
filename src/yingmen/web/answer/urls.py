"""Where the pages of step 5 are."""

from django.urls import path

from yingmen.web.answer import views

app_name = "answer"
urlpatterns = [
    path("", views.answer, name="answer"),
    path("say/", views.say, name="say"),
    path("open/", views.open_gate, name="open"),
    path("brief/", views.brief, name="brief"),
    path("paper/<str:name>", views.paper, name="paper"),
]
