"""Addresses of the resources, their versions and their relectures."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
