"""The names under which pages state their facts in ``meta`` elements, the surest first.

Sources: The Open Graph protocol; DCMI Metadata Terms; Highwire Press tags as Google Scholar's inclusion
guidelines list them; the integration guides of Parse.ly, Sailthru, Cxense and Swiftype; Google News' guide on
``news_keywords``. All names are in small letters.
"""

from __future__ import annotations

TITLE = (
    "og:title",
    "twitter:title",
    "citation_title",
    "parsely-title",
    "sailthru.title",
    "dc.title",
    "dcterms.title",
)
DESCRIPTION = ("og:description", "description", "twitter:description", "dc.description", "dcterms.abstract")
AUTHOR = (
    "article:author",
    "author",
    "parsely-author",
    "sailthru.author",
    "citation_author",
    "dc.creator",
    "dcterms.creator",
    "dc.contributor",
    "cxenseparse:author",
    "cxenseparse:recs:author",
    "article.author",
    "og:author",
    "og:article:author",
    "byl",
    "authors",
    "article:author_name",
    "article_author",
    "articleauthor",
    "vr:author",
    "dcsext.author",
)
WRITTEN_BY = frozenset(
    {
        *(
            "written by",
            "author",
            "verfasst von",
            "geschrieben von",
            "écrit par",
            "escrito por",
            "scritto da",
        ),
        *("geschreven door", "napisane przez", "autor", "автор", "написано автором", "yazan", "yazar"),
        *("كُتب بواسطة", "كتب بواسطة", "نوشته شده توسط", "द्वारा लिखित", "作者", "撰写者", "執筆者", "글쓴이"),
        *("ditulis oleh", "skriven av", "skrevet av", "skrevet af", "napsal(a)", "kirjoittanut"),
    }
)
"""Labels of a Twitter card (``twitter:label1``) beside an author's name, as plug-ins of WordPress write."""
PUBLISHED = (
    "article:published_time",
    "og:article:published_time",
    "article:published",
    "og:published_time",
    "datepublished",
    "parsely-pub-date",
    "cxenseparse:recs:publishtime",
    "cxenseparse:publishtime",
    "sailthru.date",
    "citation_publication_date",
    "citation_online_date",
    "dcterms.issued",
    "dc.date.issued",
    "article.published",
    "publish-date",
    "publishdate",
    "publish_date",
    "published_date",
    "publication_date",
    "published_at",
    "pubdate",
    "pub_date",
    "ptime",
    "originalpublicationdate",
    "date",
    "date.issued",
    "dc.date.created",
    "dcterms.created",
    "datecreated",
    "vr:published_time",
    "bt:pubdate",
    "article_date_original",
    *("article:published_date", "article:publish_date", "article:post_date", "article:publicationdate"),
    *("og:pubdate", "og:publish_date", "og:datepublished", "og:article:published", "og:regdate", "regdate"),
    *(
        "og:release_date",
        "rnews:datepublished",
        "shareaholic:article_published_time",
        "weibo:article:create_at",
    ),
    *(
        "mediator_published_time",
        "dcsext.articlefirstpublished",
        "analyticsattributes.articledate",
        "rbpubdate",
    ),
    *("prism.publicationdate", "prism:publicationdate", "prism.publication_date", "citation_date"),
    *("bepress_citation_date", "eprints.date", "dc.date.publication", "dc.date.published", "dcterms:issued"),
    *("iso-8601-publish-date", "firstpublished", "first_published", "first-published", "published-date"),
    *("publish_time", "publish-time", "publishtime", "pubtime", "published_time", "publisheddate"),
    *("publicationdate", "publication-date", "date_published", "date-published", "datepublication"),
    *("release_date", "releasedate", "displaydate", "display_date", "pdate", "articledate", "article_date"),
    *("article_publish_time", "article-publish-date", "post_date", "postdate", "story_date"),
)
PUBLISHED_OR_CHANGED = (
    *("dc.date", "dc:date", "dcterms.date", "dcterms:date", "created", "time", "dc.created", "dc:created"),
    *("dcterms:created", "article.created", "date_created", "date-created", "creation_date", "creation-date"),
    *("content_create_date", "gentime", "dateposted", "doc_date"),
)
"""Names for any time in the life of a page: those of Dublin Core, and those that publishing systems write."""
MODIFIED = (
    "article:modified_time",
    "og:article:modified_time",
    "og:updated_time",
    "article:modified",
    "datemodified",
    "dcterms.modified",
    "dc.date.modified",
    "last-modified",
    "lastmod",
    "utime",
    "article.updated",
    "bt:moddate",
)
CREATED = ("datecreated", "dcterms.created", "dc.date.created")
SECTION = (
    "article:section",
    "og:article:section",
    "parsely-section",
    "articlesection",
    "cxenseparse:recs:category",
    "cxenseparse:category",
    "section",
    "article.section",
    "category",
    "cre:section",
    "vr:category",
)
KEYWORDS = (
    "news_keywords",
    "article:tag",
    "og:article:tag",
    "parsely-tags",
    "sailthru.tags",
    "cxenseparse:keywords",
    "keywords",
    "dc.subject",
    "dcterms.subject",
    "citation_keywords",
    "vr:tags",
)
IMAGE = ("og:image:secure_url", "og:image", "og:image:url", "twitter:image", "twitter:image:src", "thumbnail")
PUBLISHER = (
    "og:site_name",
    "dc.publisher",
    "dcterms.publisher",
    "citation_publisher",
    "publisher",
    "application-name",
    "apple-mobile-web-app-title",
    "cre",
)
COPYRIGHT = ("copyright", "dc.rights", "dcterms.rights", "rights", "dcterms.rightsholder")
LANGUAGE = ("content-language", "dc.language", "dcterms.language", "og:locale", "language")
TIER = (
    "article:content_tier",
    "og:article:content_tier",
    "contenttier",
    "content_tier",
    "article.contenttier",
)
GENRE = ("genre", "article:genre", "news_genre", "dc.type.genre", "tipo")
GENRE_OF_TYPE = {
    "OpinionNewsArticle": "opinion",
    "AnalysisNewsArticle": "analysis",
    "BackgroundNewsArticle": "background",
    "ReviewNewsArticle": "review",
    "AskPublicNewsArticle": "question",
    "LiveBlogPosting": "live",
    "SatiricalArticle": "satire",
    "AdvertiserContentArticle": "advertisement",
}
"""The genres that types of schema.org state by themselves."""
