"""What a mail shows of one article, and on what that rests."""

from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import override

from articles.images.figures import render
from articles.images.picturing import share_address
from articles.models import Article, Image
from articles.text.plaintext import excerpt
from iria.institute import spoken
from iria.links import absolute
from iria.models import Institute
from iria.pagecache import tag
from newsletter import mailbodies, mailtext


def entry(
    article: Article, tags: set[str], is_whole: bool, institute: Institute
) -> dict[str, Any]:
    """For the templates of the mail; adds the tags of what it shows."""
    tags |= tags_of(article)
    image = article.lead_image
    shown: dict[str, Any] = {
        "article": article,
        "url": absolute(article.get_absolute_url()),
        "categories": ", ".join(filing.category.name for filing in article.filings.all()),
        "names": names(article, institute),
        "lead": _lead(image),
        "alt": image.shown_alt(article.lead_alt) if image else "",
        "caption": image.shown_caption(article.lead_caption) if image else "",
        "credit": image.shown_credit_line if image else "",
        "summary": article.standfirst or excerpt(article.body),
    }
    return shown | (_whole(shown, tags) if is_whole else _short(shown))


def tags_of(article: Article) -> set[str]:
    """Of all that its title, byline, category line and lead picture show."""
    image = article.lead_image
    rows = [article, *(image.rows_shown if image else [])]
    rows += [filing.category for filing in article.filings.all()]
    rows += [byline.author for byline in article.bylines.all()]
    return {tag(row) for row in rows}


def materials_of(article: Article, tags: set[str]) -> Any:
    """What its body needs to be shown; adds the tags of that."""
    materials = Article.objects.all().materials([article])
    for image in materials.pictures.values():
        tags |= {tag(row) for row in image.rows_shown}
    tags |= {f"article:{pk}" for pk in materials.linked}
    return materials


def names(article: Article, institute: Institute) -> str:
    """Of those who signed it, or of the institute that signs for them."""
    authors = [byline.author.name for byline in article.bylines.all()]
    if not authors and institute.byline_without_author:
        authors = [institute.name]
    return get_text_list(authors, _("and"))


def _lead(image: Image | None) -> dict[str, Any] | None:
    if image is None or image.shown is None:
        return None
    return {"src": absolute(share_address(image.shown))} | mailbodies.size(image.shown)


def _whole(shown: dict[str, Any], tags: set[str]) -> dict[str, Any]:
    article = shown["article"]
    materials = materials_of(article, tags)
    pictures, links = materials.pictures, materials.links
    with override(spoken(article.language)):
        body = render(article.body, pictures, links, absolute, mailbodies.picture)
    text = mailtext.Body(pictures, links, absolute)
    caption = text.caption(shown["caption"])
    parts = [
        mailtext.prose(article.standfirst),
        _signed(shown),
        mailtext.captioned(shown["alt"], caption, article.lead_image),
        text.text(article.body),
    ]
    return {"body": mailbodies.for_mail(body), "text": mailtext.article(article.title, parts)}


def _short(shown: dict[str, Any]) -> dict[str, Any]:
    parts = [mailtext.prose(shown["summary"]), _signed(shown)]
    return {"text": mailtext.article(shown["article"].title, parts)}


def _signed(shown: dict[str, Any]) -> str:
    day = date_format(timezone.localtime(shown["article"].go_live_at), "j F Y")
    by = _("By %(names)s") % {"names": shown["names"]} if shown["names"] else ""
    return "\n".join([*mailtext.fill(by), day, shown["url"]])
