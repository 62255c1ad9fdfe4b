from django.urls import path

from bench.web.control import by_official, by_person
from motcua.urls_node import urlpatterns as node

urlpatterns = [
    path("bench/person/", by_person),
    path("bench/official/", by_official),
    *node,
]
