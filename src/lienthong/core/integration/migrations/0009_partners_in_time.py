from django.db import migrations, models


class Migration(migrations.Migration):
    """When a partner was added, and until when one is switched off."""

    dependencies = [("integration", "0008_days_of_jobs")]
    operations = [
        migrations.AddField(
            model_name="partner",
            name="made_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="lập lúc"),
        ),
        migrations.AddField(
            model_name="partner",
            name="off_until",
            field=models.DateField(blank=True, null=True, verbose_name="ngắt đến hết ngày"),
        ),
    ]
