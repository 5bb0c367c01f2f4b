from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0012_mandate_templates"),
    ]

    operations = [
        migrations.AddField(
            model_name="file",
            name="internal",
            field=models.BooleanField(default=False, verbose_name="chỉ cán bộ đọc"),
        ),
    ]
