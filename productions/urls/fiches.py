"""Addresses of the fiches-projet."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
