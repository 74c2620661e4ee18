"""Pixels as browsers expect them: 8 bits, RGB or RGBA, in sRGB."""

import io

from PIL import Image as Pillow
from PIL import ImageCms

# The space a profile describes (ICC.1, table 19) → the modes of the pixels it is for.
SPACES = {"RGB": ("RGB", "RGBA"), "CMYK": ("CMYK",), "GRAY": ("L",), "Lab": ("LAB",)}


def in_srgb(picture: Pillow.Image) -> Pillow.Image:
    """8-bit RGB or RGBA in sRGB; an embedded profile is applied, then left out. What is so
    already is given back itself, since it may be large, with its `info` emptied."""
    profile = picture.info.get("icc_profile")
    plain = _plain(_in_8_bits(picture))
    converted = _converted(plain, profile) if profile else plain
    ready = _without_profile(converted)
    # Encoders would write what stands there.
    ready.info.clear()
    return ready


def _in_8_bits(picture: Pillow.Image) -> Pillow.Image:
    """Of 16 bits the upper eight; of 32 bits what lies between the darkest and the brightest."""
    if picture.mode.startswith("I;16"):
        return picture.convert("I").point(lambda value: value / 256).convert("L")
    if picture.mode not in ("I", "F"):
        return picture
    darkest, brightest = picture.getextrema()
    if picture.mode == "I" and darkest >= 0 and brightest < 65536:
        return picture.point(lambda value: value / 256).convert("L")
    scale = 255 / ((brightest - darkest) or 1)
    return picture.convert("F").point(lambda value: value * scale - darkest * scale).convert("L")


def _plain(picture: Pillow.Image) -> Pillow.Image:
    """In a mode that profiles are for, with a channel of its own for what covers the colours."""
    if "transparency" in picture.info and picture.mode in ("1", "L", "P", "RGB"):
        return picture.convert("RGBA")
    if picture.mode in ("1", "La"):
        picture = picture.convert("L" if picture.mode == "1" else "LA")
    if picture.mode in ("RGB", "RGBA", "L", "CMYK", "LAB"):
        return picture
    return picture.convert("RGBA" if "a" in picture.mode.lower() else "RGB")


def _converted(picture: Pillow.Image, profile: bytes) -> Pillow.Image:
    mode = "RGBA" if picture.mode == "RGBA" else "RGB"
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        if picture.mode not in SPACES.get(source.profile.xcolor_space.strip(), ()):
            # For other pixels than these.
            return picture
        target = ImageCms.createProfile("sRGB")
        return ImageCms.profileToProfile(picture, source, target, outputMode=mode) or picture
    except (ImageCms.PyCMSError, OSError):
        # A profile that is damaged or does not fit its pixels: the numbers are taken as they are.
        return picture


def _without_profile(picture: Pillow.Image) -> Pillow.Image:
    if picture.mode == "LAB":
        lab, srgb = ImageCms.createProfile("LAB"), ImageCms.createProfile("sRGB")
        return ImageCms.profileToProfile(picture, lab, srgb, outputMode="RGB") or picture
    return picture if picture.mode in ("RGB", "RGBA") else picture.convert("RGB")
