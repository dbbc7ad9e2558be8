"""The administration's own site, for those who lead as for the technical team."""

from django.contrib.admin.apps import AdminConfig


class Administration(AdminConfig):
    default_site = "commun.administration.site.SiteDuService"
