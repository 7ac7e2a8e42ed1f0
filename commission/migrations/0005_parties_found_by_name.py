from django.db import migrations, models

from registry.names import folded


def fold(apps, schema_editor):
    """Parties declared before are found by their names, too."""
    party = apps.get_model("commission", "DeclaredParty")
    for row in party.objects.only("name", "identifier").iterator():
        party.objects.filter(pk=row.pk).update(search=folded(row.name, row.identifier))


class Migration(migrations.Migration):

    dependencies = [
        ("commission", "0004_paper_entries"),
    ]

    operations = [
        migrations.AddField(
            model_name="declaredparty",
            name="search",
            field=models.TextField(default="", editable=False),
        ),
        migrations.RunPython(fold, migrations.RunPython.noop),
    ]
