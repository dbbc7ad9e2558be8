"""Ships the 30 académies, the disciplines and the levels; never touches a row that exists."""

from django.db import migrations

from poles import donnees


def semer(apps, schema_editor):
    academie = apps.get_model("poles", "Academie")
    for ligne in donnees.academies():
        academie.objects.get_or_create(code=ligne["code"], defaults=ligne)
    discipline = apps.get_model("poles", "Discipline")
    for nom in donnees.lignes("disciplines"):
        discipline.objects.get_or_create(nom=nom)
    niveau = apps.get_model("poles", "Niveau")
    for rang, nom in enumerate(donnees.lignes("niveaux"), start=1):
        niveau.objects.get_or_create(nom=nom, defaults={"rang": rang * 10})


class Migration(migrations.Migration):
    dependencies = [("poles", "0001_poles")]

    operations = [migrations.RunPython(semer, migrations.RunPython.noop)]
