"""`/sante/`: whether this instance can serve, for a load balancer or a container's probe."""

from django.contrib.auth.decorators import login_not_required
from django.utils.decorators import method_decorator
from health_check.views import HealthCheckView


@method_decorator(login_not_required, name="dispatch")
class Sante(HealthCheckView):
    """200 when the database and Redis answer, 500 otherwise; text by default, never a detail of the installation."""

    checks = ["health_check.checks.Database", "health_check.checks.Cache"]
