"""Where the pages of step 4 are."""

from django.urls import path

from yingmen.web.afford import bills, views
from yingmen.web.afford.forms import STEP
from yingmen.web.asking.urls import paths

app_name = "afford"
urlpatterns = [
    path("", views.answer, name="answer"),
    path("open/", views.open_gate, name="open"),
    path("bills/", bills.bills, name="bills"),
    path("bills/keep/", bills.keep, name="keep"),
    path("paper/<str:name>", views.paper, name="paper"),
    *paths(STEP),
]
