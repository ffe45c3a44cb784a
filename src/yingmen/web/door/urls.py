"""Step 3's addresses."""

from django.urls import path

from yingmen.web.asking.urls import paths
from yingmen.web.door import views
from yingmen.web.door.forms import STEP

app_name = "door"
urlpatterns = [
    path("", views.answer, name="answer"),
    path("paper/<str:name>", views.paper, name="paper"),
    path("over/", views.over, name="over"),
    *paths(STEP),
]
