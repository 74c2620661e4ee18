"""The form of one picture: its texts, its focal point, another file in its place."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin import filesays
from articles.images import library, uploads
from articles.images.models import Image
from articles.text.cleaning import clean_inline
from iria.models import User


class ShareField(forms.FloatField):
    """A share of a side, kept as 0 to 1 and typed in percent."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.validators += [MinValueValidator(0), MaxValueValidator(1)]
        self.widget.attrs |= {"min": 0, "max": 100, "step": 0.1, "inputmode": "decimal"}

    def prepare_value(self, value: Any) -> Any:
        """What was typed is shown again as it was."""
        return f"{value * 100:.1f}".removesuffix(".0") if isinstance(value, float) else value

    def to_python(self, value: Any) -> float | None:
        typed = super().to_python(value)
        return None if typed is None else round(typed / 100, 3)

    def run_validators(self, value: Any) -> None:
        try:
            super().run_validators(value)
        except ValidationError:
            raise ValidationError(_("Type a number from 0 to 100.")) from None

    def has_changed(self, initial: float | None, data: Any) -> bool:
        try:
            return self.to_python(data) != (None if initial is None else round(initial, 3))
        except ValidationError:
            return True


class ImageForm(filesays.FileSaysForm):
    """`user` is whoever fills it in. A file is taken in with its first renditions while the form
    is looked at, so that whatever is wrong with it stands at its field."""

    user: User | None = None
    upload = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("JPEG, PNG, WebP, AVIF, GIF or TIFF, at most 25 MB."),
    )
    focal_x = ShareField(label=gettext_lazy("From the left, %"))
    focal_y = ShareField(label=gettext_lazy("From the top, %"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.former = (self.instance.file_name, self.instance.original.name)
        upload = self.fields.get("upload")
        if upload is not None and self.instance.pk:
            upload.required = False
            upload.label = (
                _("Replace the file") if self.instance.original else _("Supply the file")
            )

    def clean_upload(self) -> Any:
        file = self.cleaned_data.get("upload")
        if file:
            uploads.checked(file)
            if library.digest(file) == self.instance.sha256:
                raise ValidationError(_("This is the file that the picture has already."))
        return file

    def clean_caption(self) -> str:
        return clean_inline(self.cleaned_data.get("caption", ""))

    def _post_clean(self) -> None:
        super()._post_clean()
        file = self.cleaned_data.get("upload")
        if not file or self.errors:
            return
        before = {name: getattr(self.instance, name) for name in library.OF_FILES}
        before["original"] = self.instance.original.name
        try:
            # Of a file in the place of another nothing is taken over unasked.
            new = filesays.take_over if self.instance.pk is None else None
            uploads.fill(self.instance, file, self.user, new)
        except ValidationError as refusal:
            for name, value in before.items():
                setattr(self.instance, name, value)
            self.add_error("upload", refusal)

    @property
    def twin(self) -> Image | None:
        """Another picture of the library that has the file which was sent."""
        file = self.cleaned_data.get("upload")
        return library.same_file(file, but=self.instance) if file else None
