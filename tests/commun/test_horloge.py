from datetime import UTC, date, datetime, timedelta

from django.utils import timezone

from commun.horloge import aujourdhui, maintenant, reglable


def test_l_horloge_se_decale(settings) -> None:
    settings.HORLOGE_DECALAGE = timedelta(days=100)
    ecart = maintenant() - timezone.now()
    assert timedelta(days=99, hours=23) < ecart <= timedelta(days=100)
    assert timezone.is_aware(maintenant())


def test_le_jour_depend_du_fuseau(monkeypatch) -> None:
    instant = timezone.datetime(2026, 12, 31, 23, 30, tzinfo=timezone.get_fixed_timezone(0))
    monkeypatch.setattr("commun.horloge.maintenant", lambda: instant)
    assert aujourdhui() == date(2027, 1, 1)
    assert aujourdhui("America/Martinique") == date(2026, 12, 31)
    assert aujourdhui("Indian/Reunion") == date(2027, 1, 1)


def test_une_demonstration_rend_l_horloge(settings) -> None:
    avant = settings.HORLOGE_DECALAGE
    with reglable() as regler:
        regler(datetime(2027, 3, 15, 8, 0, tzinfo=UTC))
        assert aujourdhui() == date(2027, 3, 15)
    assert avant == settings.HORLOGE_DECALAGE
