from django.db import migrations, models

OUTGOING = [
    ("waiting", "chờ gửi"),
    ("sent", "đã gửi"),
    ("failed", "gửi lỗi"),
    ("closed", "đã đóng, không gửi"),
]
INCOMING = [
    ("new", "mới"),
    ("done", "đã xử lý"),
    ("failed", "lỗi"),
    ("closed", "đã đóng, không xử lý"),
]


class Migration(migrations.Migration):
    """Messages that were given up can be closed."""

    dependencies = [("integration", "0009_partners_in_time")]
    operations = [
        migrations.AlterField(
            model_name="outgoing",
            name="state",
            field=models.CharField(
                choices=OUTGOING, default="waiting", max_length=10, verbose_name="trạng thái"
            ),
        ),
        migrations.AlterField(
            model_name="incoming",
            name="state",
            field=models.CharField(
                choices=INCOMING, default="new", max_length=10, verbose_name="trạng thái"
            ),
        ),
    ]
