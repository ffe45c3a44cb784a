"""Step 1's addresses."""

from django.urls import path

from yingmen.web.asking.urls import paths
from yingmen.web.owe import views
from yingmen.web.owe.forms import STEP

app_name = "owe"
urlpatterns = [
    path("", views.answer, name="answer"),
    path("paper/<str:name>", views.paper, name="paper"),
    *paths(STEP),
]
