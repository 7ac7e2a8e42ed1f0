from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('commission', '0022_proposed_conditions'),
    ]

    operations = [
        migrations.RemoveField(model_name='report', name='lines'),
        migrations.RemoveField(model_name='sectoralopinion', name='lines'),
    ]
