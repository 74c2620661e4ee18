"""Words by which a name in a picture's credit is told to be an agency or a person."""

from __future__ import annotations

import re

# Those who sell or hand out pictures: their name alone, without "Photo:", is a credit.
AGENCIES = {
    name.casefold()
    for name in (
        "AP", "AP Photo", "AP Images", "Associated Press", "The Associated Press", "AFP",
        "Agence France-Presse", "Reuters", "Thomson Reuters", "Getty", "Getty Images", "EPA",
        "EPA-EFE", "EFE", "DPA", "Deutsche Presse-Agentur", "ANSA", "PA", "PA Images", "PA Media",
        "Press Association", "UPI", "TASS", "ITAR-TASS", "RIA Novosti", "Sputnik", "Xinhua",
        "Kyodo", "Kyodo News", "Jiji", "Jiji Press", "Yonhap", "KCNA", "Anadolu", "Anadolu Agency",
        "AA", "IRNA", "ISNA", "Tasnim", "Fars News", "Mehr News", "PTI", "Press Trust of India",
        "ANI", "APP", "Bernama", "Antara", "Ukrinform", "Unian", "BelTA", "Montsame", "WAM", "SPA",
        "SANA", "MENA", "Petra", "Bloomberg", "Shutterstock", "iStock", "iStockphoto", "Alamy",
        "Alamy Stock Photo", "Adobe Stock", "Depositphotos", "Dreamstime", "Unsplash", "Pexels",
        "Pixabay", "Flickr", "Wikimedia", "Wikimedia Commons", "Wikipedia", "Picture Alliance",
        "ZUMA", "ZUMA Press", "Zuma Wire", "Imago", "Imago Images", "Keystone", "NurPhoto",
        "SOPA Images", "Pacific Press", "LightRocket", "Corbis", "Magnum", "Magnum Photos",
        "Abaca", "Abaca Press", "Sipa", "Sipa USA", "Sipa Press", "VCG", "DVIDS", "CTK", "PAP",
        "NTB", "TT", "Ritzau", "Lehtikuva", "BTA", "Agerpres", "MTI", "Tanjug", "Hina", "Belga",
        "ANP", "APA", "LUSA", "Europa Press", "Maxar", "Maxar Technologies", "Planet Labs",
        "Planet Labs PBC", "Roscosmos", "Depo Photos", "Polaris", "Redux", "Panos",
        "Panos Pictures", "GettyImages", "AFP/Getty", "Reuters Pictures", "Globe Images", "CNS",
        "Yna", "CNA",
    )
}  # fmt: skip

INSTITUTIONS = {
    name.casefold()
    for name in (
        "Kremlin", "The Kremlin", "White House", "NATO", "UN", "EU", "OSCE", "IAEA", "ICC", "ICJ",
        "NASA", "ESA", "USAID", "Pentagon", "State Department", "Downing Street", "Elysee",
        "Élysée", "Bundeswehr", "CENTCOM", "IDF", "Rosatom", "Natural Earth", "OpenStreetMap",
        "Google Earth", "Google Maps", "Sentinel Hub", "Copernicus", "Eurostat", "Airbus",
        "Boeing", "Lockheed Martin", "Telegram", "Twitter", "X", "Facebook", "Instagram",
        "YouTube", "Al Jazeera", "Deutsche Welle", "Russia Today", "Sky News", "Euronews",
    )
}  # fmt: skip

WORDS = re.compile(
    r"\b(?:ministr\w+|press|office|offices|navy|naval|army|air force|armed forces|forces?|military"
    r"|marines?|coast guard|guards?|corps|police|government|govt|gov|department|dept|embassy"
    r"|consulate|mission|presidency|presidential|parliament|parliamentary|senate|congress|council"
    r"|commission|committee|secretariat|organi[sz]ation|union|nations|alliance|agency|agencies"
    r"|service|services|institute|institution|university|college|school|academy|museum|library"
    r"|archives?|collection|gallery|foundation|fund|bank|court|tribunal|authority|administration"
    r"|command|house|palace|centre|center|society|association|federation|league|network|group"
    r"|company|corporation|corp|inc|ltd|llc|gmbh|plc|ag|news|newspaper|media|images?|pictures"
    r"|photos?|photography|studios?|productions?|wire|tv|television|radio|broadcasting|times"
    r"|post|herald|tribune|journal|magazine|daily|weekly|gazette|monitor|observer|chronicle|today"
    r"|commons|stock|pool|handout|republic|kingdom|state|states|city|county|province|embassies"
    r"|cabinet|chancellery|bureau|directorate|division|brigade|regiment|fleet|squadron|project"
    r"|initiative|campaign|party|movement|technologies|systems|labs?|satellites?|space|data"
    r"|defen[cs]e|treasury|websites?|channel|account|intelligence|security|affairs)\b",
    re.I,
)
# What stands before an agency without being a person.
NOBODY = {"pool", "handout", "stringer", "staff", "file", "archive", "via", "photo", "photos"}

PARTICLES = {
    *("de", "da", "do", "dos", "das", "del", "della", "di", "du", "des", "la", "le", "van"),
    *("von", "der", "den", "ter", "ten", "zu", "zur", "af", "av", "bin", "ibn", "bint", "al"),
    *("el", "ul", "e", "y", "i", "o"),
}
RANKS = re.compile(
    r"^(?:(?:Mass Communication Specialist|Petty Officer|Chief Petty Officer|Sergeant|Staff Sgt"
    r"|Senior Airman|Airman|Tech|Master|Cpl|Corporal|Lance Cpl|Sgt|Spc|Specialist|Pfc|Private|Lt"
    r"|Capt|Captain|Maj|Major|Col|Colonel|Seaman|Dr|Prof|Mr|Mrs|Ms|Sir)\b\.?\s*"
    r"|(?:1st|2nd|3rd|First|Second|Third) Class\s+|\d(?:st|nd|rd) Class\s+)+"
)
# Said of the one who is seen, hardly of the one who took the picture.
OFFICES = re.compile(
    r"\b(?:president|minister|premier|chancellor|king|queen|prince|princess|secretary|ambassador"
    r"|senator|governor|mayor|general|admiral|pope|sheikh|emir|sultan|chairman|leader)\b",
    re.I,
)
DOMAIN = re.compile(r"(?:https?://)?(?:www\.)?[\w-]+(?:\.[\w-]+)*\.[a-z]{2,6}(?:/\S*)?", re.I)
CASELESS = re.compile(
    "[\u0590-\u08ff\u0e00-\u0eff\u1100-\u11ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]"
)


def is_agency(name: str) -> bool:
    """A known one, also "AFP via Getty Images" and "AP Photo"."""
    parts = re.split(r"\s+via\s+|\s*/\s*", name.strip())
    return any(part.strip(" .").casefold() in AGENCIES for part in parts)


def is_institution(name: str) -> bool:
    name = name.strip(" .")
    bare = name.casefold().removeprefix("the ")
    if is_agency(name) or bare in INSTITUTIONS or bare in NOBODY or DOMAIN.fullmatch(name):
        return True
    if re.fullmatch(r"[A-Z]{2,6}|(?:[A-Z]\.){2,}", name):
        return True
    return bool(WORDS.search(name) or re.search(r"\b(?:of|for|the|and the|&)\b", bare))


def is_person(name: str) -> bool:
    """Two to five capitalised words, initials and particles among them, and no institution."""
    name = RANKS.sub("", name.strip())
    if OFFICES.search(name):
        return False
    words = name.replace("-", " ").split()
    if not 2 <= len(words) <= 6 or is_institution(name) or CASELESS.search(name):
        return False
    given = [word for word in words if word.casefold() not in PARTICLES]
    return len(given) >= 2 and all(_is_name_word(word) for word in given)


def _is_name_word(word: str) -> bool:
    bare = word.strip(".,'’\"“”").replace("'", "").replace("’", "")
    return bool(bare) and bare[0].isupper() and bare.replace(".", "").isalpha()


def are_persons(name: str) -> bool:
    """One or several, joined by commas, "and" or "&"."""
    parts = [part for part in re.split(r"\s*,\s*|\s+(?:and|et|und|y)\s+|\s*&\s*", name) if part]
    return bool(parts) and all(is_person(part) for part in parts)


def is_single_word(name: str) -> bool:
    return bool(re.fullmatch(r"[^\W\d_][\w.'’-]*", name.strip())) and name[:1].isupper()


def is_caseless(name: str) -> bool:
    """Scripts without capital letters give no sign of what is a name."""
    return bool(CASELESS.search(name))
