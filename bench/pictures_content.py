"""Pictures with originals and no renditions, for bench.pictures."""

import random
from io import BytesIO

from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image as Pillow

from articles.images.models import Image

SIZE = ("2400", "1600")


def main(count: str, width: str = SIZE[0], height: str = SIZE[1]) -> None:
    chance, size = random.Random(1), (int(width), int(height))
    grain = [Pillow.effect_noise(size, sigma) for sigma in (30, 40, 50)]
    soft = Pillow.radial_gradient("L").resize(size)
    for number in range(int(count)):
        bands = [Pillow.blend(soft, one, chance.uniform(0.05, 0.25)) for one in grain]
        out = BytesIO()
        Pillow.merge("RGB", bands).save(out, "JPEG", quality=85)
        image = Image(format="JPEG", width=size[0], height=size[1], sha256=f"{number:064}")
        image.original.save("picture.jpg", ContentFile(out.getvalue()), save=False)
        image.renditions_due_at = timezone.now()
        image.save()
