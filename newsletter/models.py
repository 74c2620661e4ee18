"""All models of the app."""

from newsletter.tables.campaigns import Campaign, CampaignArticle, Chunk, Delivery, Variant
from newsletter.tables.following import FollowUp
from newsletter.tables.subscribers import Consent, Subscriber, Suppression

__all__ = [
    "Campaign",
    "CampaignArticle",
    "Chunk",
    "Consent",
    "Delivery",
    "FollowUp",
    "Subscriber",
    "Suppression",
    "Variant",
]
