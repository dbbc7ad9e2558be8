import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('productions', '0005_reports'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Contestation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('motif', models.TextField(max_length=2000, verbose_name='pourquoi la réponse est contestée')),
                ('contestee_le', models.DateTimeField(verbose_name='contestée le')),
                ('reponse', models.CharField(blank=True, choices=[('faite', 'faite'), ('declinee', 'déclinée')], max_length=10, verbose_name='réponse définitive')),
                ('reponse_texte', models.TextField(blank=True, max_length=4000, verbose_name='explication')),
                ('repondue_le', models.DateTimeField(blank=True, null=True, verbose_name='répondue le')),
                ('remarque', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='contestation', to='productions.remarque')),
                ('repondue_par', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('version_reponse', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='contestations_traitees', to='productions.version', verbose_name='faite dans la version')),
            ],
            options={
                'verbose_name': 'contestation',
                'ordering': ['contestee_le', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Echange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('message', models.CharField(blank=True, max_length=300, verbose_name='message')),
                ('propose_le', models.DateTimeField(verbose_name='proposé le')),
                ('etat', models.CharField(choices=[('propose', 'proposé'), ('accepte', 'accepté'), ('refuse', 'refusé'), ('retire', 'retiré')], default='propose', editable=False, max_length=10, verbose_name='état')),
                ('etat_depuis', models.DateTimeField(editable=False, verbose_name='dans cet état depuis')),
                ('contre', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='echanges_en_retour', to='productions.relecture', verbose_name='contre la relecture')),
                ('relecture', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='echanges', to='productions.relecture')),
                ('vers', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='echanges_proposes', to=settings.AUTH_USER_MODEL, verbose_name='proposée à')),
            ],
            options={
                'verbose_name': 'échange de relecture',
                'verbose_name_plural': 'échanges de relecture',
                'ordering': ['-propose_le', '-pk'],
            },
        ),
        migrations.AddIndex(
            model_name='remarque',
            index=models.Index(condition=models.Q(('etat', 'contestee')), fields=['version'], name='remarque_contestee'),
        ),
        migrations.AddConstraint(
            model_name='contestation',
            constraint=models.CheckConstraint(condition=models.Q(('motif', ''), _negated=True), name='contestation_dit_pourquoi', violation_error_message='Dites pourquoi la réponse est contestée.'),
        ),
        migrations.AddConstraint(
            model_name='contestation',
            constraint=models.CheckConstraint(condition=models.Q(('reponse', ''), models.Q(('reponse_texte', ''), _negated=True), _connector='OR'), name='contestation_reponse_expliquee', violation_error_message="Une réponse définitive s'explique."),
        ),
        migrations.AddConstraint(
            model_name='contestation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('repondue_le__isnull', True), ('reponse', '')), models.Q(models.Q(('reponse', ''), _negated=True), ('repondue_le__isnull', False)), _connector='OR'), name='contestation_reponse_datee'),
        ),
        migrations.AddConstraint(
            model_name='echange',
            constraint=models.UniqueConstraint(condition=models.Q(('etat', 'propose')), fields=('relecture',), name='echange_un_a_la_fois', violation_error_message="Cette relecture est déjà proposée à quelqu'un."),
        ),
        migrations.AddConstraint(
            model_name='echange',
            constraint=models.CheckConstraint(condition=models.Q(('etat__in', ['propose', 'accepte', 'refuse', 'retire'])), name='echange_etat_connu'),
        ),
        migrations.AddConstraint(
            model_name='echange',
            constraint=models.CheckConstraint(condition=models.Q(('contre__isnull', True), models.Q(('contre', models.F('relecture')), _negated=True), _connector='OR'), name='echange_deux_relectures'),
        ),
    ]
