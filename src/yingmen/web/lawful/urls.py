"""Step 2's addresses."""

from django.urls import path

from yingmen.web.asking.urls import paths
from yingmen.web.lawful import views
from yingmen.web.lawful.forms import STEP

app_name = "lawful"
urlpatterns = [
    path("", views.answer, name="answer"),
    path("paper/<str:name>", views.paper, name="paper"),
    *paths(STEP),
]
