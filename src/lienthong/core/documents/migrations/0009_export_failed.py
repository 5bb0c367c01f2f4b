from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0008_exports"),
    ]

    operations = [
        migrations.AddField(
            model_name="exportrun",
            name="failed_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="không ghi được lúc"),
        ),
    ]
