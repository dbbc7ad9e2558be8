"""`/sante/`: whether this instance can serve, for a load balancer or a container's probe."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.utils.decorators import method_decorator
from health_check.views import HealthCheckView


@method_decorator(login_not_required, name="dispatch")
class Sante(HealthCheckView):
    """200 when the database and Redis answer, 500 otherwise; one line of text a check."""

    checks = ("health_check.checks.Database", "health_check.checks.Cache")

    def render_to_response(self, context: dict, status: int = 200, **options: object) -> HttpResponse:
        """Text instead of the library's page, whose style is inside it, where our security policy blocks it."""
        return self.render_to_response_text(status)
