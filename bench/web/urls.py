from django.urls import path

from bench.web.control import insert_one
from motcua.urls_node import urlpatterns as node

urlpatterns = [path("bench/insert/", insert_one), *node]
