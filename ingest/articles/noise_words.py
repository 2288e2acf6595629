"""What a line of noise looks like: by kind, whole lines or how they begin."""

from __future__ import annotations

import re

from ingest.articles.words import words

_NETWORKS = (
    "facebook twitter x linkedin whatsapp telegram instagram pinterest reddit youtube tiktok"
)
_NETWORKS += " threads bluesky mastodon flipboard tumblr weibo wechat messenger xing line vk rss"
SHARE_WORDS = frozenset(
    f"{_NETWORKS} share tweet print email e-mail mail copy link save bookmark gift comment comments"
    " post pin like follow on via by this to flip".split()
)
SHARE_SIGNS = frozenset(f"{_NETWORKS} share tweet print copy bookmark".split())

SECTIONS = frozenset(
    """
    home|homepage|news|latest|latest news|world|world news|international|national|politics|business
    business news|economy|markets|market|finance|money|companies|industry|industries|tech|technology
    science|health|sport|sports|entertainment|culture|arts|lifestyle|life|style|travel|food|opinion
    opinions|video|videos|photos|podcasts|podcast|audio|live|more|menu|search|sign in|log in|login
    sign up|register|subscribe|subscription|my account|account|about|about us|contact|contact us|help
    faq|careers|jobs|advertise|advertise with us|privacy|privacy policy|terms|terms of use
    terms of service|terms and conditions|cookie policy|cookie settings|sitemap|site map|newsletter
    newsletters|e-paper|epaper|archive|archives|press|investors|team|blog|events|shop|store|education
    climate|environment|energy|startups|start-ups|ai|artificial intelligence|crypto|media|law|auto
    autos|cars|real estate|property|wealth|personal finance|banking|stocks|us|u.s.|uk|india|china
    europe|asia|africa|americas|middle east|local|weather|obituaries|crosswords|games|features
    analysis|reviews|gadgets|trending|explore|products|solutions|resources|pricing|company|support
    close|accessibility|do not sell my personal information|imprint|rss|feedback|corrections|login
    """.strip()
    .replace("\n", "|")
    .replace("    ", "")
    .split("|")
)
# A line of one of these alone is a button, not a heading.
BUTTONS = frozenset(
    """
    menu|search|home|news|skip to content|skip to main content|skip to navigation|back to top|top
    sign in|log in|login|sign up|register|subscribe|close|next|previous|prev|loading|loading...
    loading…|show more|load more|view more|see more|view all|see all|read more|learn more|expand
    toggle navigation|open menu|close menu|play|pause|mute|watch live|main menu|breadcrumb|go back
    more|×|previous post next post|previous post|next post|next story|previous story|enable notifications|last updated|published|updated|click here|continue reading|read full story|read full article|read the full article
    """.strip()
    .replace("\n", "|")
    .replace("    ", "")
    .split("|")
)
LANGUAGES = words(
    """
    english deutsch français español italiano português русский 中文 日本語 한국어 한어 العربية
    nederlands polski türkçe svenska dansk norsk suomi suomalainen čeština ελληνικά
    ελληνικάε हिन्दी हिंदी বাংলা தமிழ் తెలుగు मराठी ગુજરાતી ಕನ್ನಡ മലയാളം ਪੰਜਾਬੀ اردو
    indonesian indonesia melayu vietnamese việt ไทย українська magyar română български
    hrvatski srpski slovenčina עברית فارسی català esperanto latina latin sanskrit german
    french spanish italian portuguese russian chinese japanese korean arabic hindi bengali
    tamil turkish dutch polish 简体 繁體 简体中文 繁體中文 язык
    """
)
OUTLETS = (  # names as a regular expression
    r"Reuters|Bloomberg|AP|Associated\ Press|AFP|PTI|ANI|IANS|UPI|dpa|Xinhua|Kyodo|CNBC|CNN|BBC"
    r"|Press\ Trust\ of\ India|Staff|Newsroom|TechCrunch|Forbes|Nikkei|Yonhap|Tass|ANSA"
)
ROLES = (
    r"reporter|correspondent|editor|journalist|writer|columnist|contributor|producer|freelancer"
    r"|staff|desk|bureau|newsroom|intern|analyst|author|blogger"
)
# Names that begin a line as "By March" does.
NO_NAMES = frozenset(
    words(
        """
    january february march april may june july august september october november december
    monday tuesday wednesday thursday friday saturday sunday spring summer autumn fall
    winter christmas easter then now design far contrast comparison default today tomorrow
    definition law the
    """
    )
)
FIGURES = frozenset(
    words(
        """
    revenue revenues sales profit loss income ebitda ebit net operating total gross eps
    earnings cash orders margin margins costs expenses gdp cpi ppi eu us uk roe arr assets debt equity dividend
    deliveries shipments
    """
    )
)


def _rule(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)


# Each is matched at the start of a line without its bullet; `$` stands where all of it has to be.
BEGINNINGS: dict[str, re.Pattern[str]] = {
    "cookies": _rule(
        r"(?:we|this (?:web)?site|our (?:web)?site|this page)(?: and our partners)? uses? cookies\b",
        r"(?:accept|reject|allow|manage|decline)(?: all| optional| necessary| cookie)? (?:cookies|preferences)\b.{0,60}$",
        r"accept all\W+reject all\b",
        r"by (?:clicking|continuing|using|browsing)\b.{0,80}\b(?:agree|consent|accept)\b.{0,120}\b(?:cookie|terms|privacy)",
        r"(?:cookie|privacy) (?:settings|preferences|policy|notice|consent)$",
        r"(?:your|we value your|we care about your) privacy$",
    ),
    "advert": _rule(
        r"[-–—\s]*advertis(?:ements?|ing)[-–—\s]*(?:continue reading below|scroll to continue)?[-–—\s]*$",
        r"(?:story|article|content) continues (?:below|after)\b.{0,30}$",
        r"(?:sponsored|promoted|paid)(?: (?:content|post|stories|story|links?|by .{1,40}))?$",
        r"(?:partner content|brand content|advertorial|ad|ads|promo|skip ad)$",
        r"scroll (?:down )?to continue.{0,30}$",
    ),
    "newsletter": _rule(
        r"sign up (?:for|to|now|here|today|below)\b.{0,160}$",
        r"subscribe(?: (?:to|now|for|today|here|and)\b.{0,160}| (?:with|via) \w+)?$",
        r"(?:get|receive|have|stay|join)\b.{0,120}\b(?:in|into|to) your (?:inbox|e-?mail)\b.{0,60}$",
        r"enter your e-?mail\b.{0,60}$",
        r"(?:your )?e-?mail address$",
        r"already (?:a|an|have) (?:\w+ ){0,2}(?:subscriber|member|account|subscribed)\b.{0,40}$",
        r"join (?:our|us on|the .{1,30})\b.{0,60}\b(?:channel|whatsapp|telegram|newsletter|community|discord)\b.{0,80}$",
        r"download (?:the|our) .{1,50}\bapp\b.{0,80}$",
        r"(?:to )?continue reading (?:this|with|for|your)\b.{0,80}$",
        r"this (?:article|story|content|post) is (?:for|only for|available (?:only )?to|reserved for|exclusive to) (?:\w+ )?(?:subscribers|members)\b.{0,80}$",
        r"(?:create (?:a|your) (?:free )?account|register (?:now|for free|to (?:read|continue)))\b[^:]{0,80}$",
        r"(?:unlock|get unlimited) (?:this|unlimited|full|the|access)\b[^:]{0,80}$",
        r"thank(?:s| you) for (?:subscribing|signing up|reading)\b.{0,60}$",
        r"read (?:more (?:here|at .{1,40}|about .{1,40})|our .{1,40}(?:disclosure|policy|terms))\W*$",
        r"click here (?:to|for)\b.{0,100}$",
        r"to read the (?:full|whole) (?:story|article)\b.{0,80}$",
        r"(?:please )?support (?:independent|our|quality) journalism\b.{0,60}$",
        r"our journalism (?:needs|depends)\b.{0,80}$",
        r"become a (?:member|subscriber|supporter)\b.{0,80}$",
        r"privacy notice:.{0,300}$",
        r"scan the qr code\b.{0,60}$",
        r"(?:we['’]ve|we have) (?:detected|noticed)\b.{0,60}\b(?:ad ?block|browser)",
        r"your browser (?:does not|doesn['’]t) support\b.{0,80}$",
        r"(?:please )?enable (?:javascript|cookies)\b.{0,80}$",
        r"(?:watch|see) the (?:full )?video (?:above|below)\b.{0,40}$",
        r"catch all the .{0,160}\b(?:news|updates)\b.{0,60}$",
        r"(?:don['’]t|never) miss (?:a|an|the) (?:story|update|beat|newsletter)\b.{0,60}$",
    ),
    "disclaimer": _rule(
        r"(?:disclaimers?|disclosures?)(?:\s*[:–—-].{0,3000}|)$",
        r"(?:the )?(?:views|opinions|views and opinions|opinions and views) (?:expressed|presented|stated) (?:by .{1,40} contributors?|here(?:in)?|above|by the authors?|in this|on this|are)\b",
        r"(?:this|nothing (?:in|on) this|the) (?:article|post|content|information|site|website|story|report|newsletter|material)(?: (?:here|above|provided|contained|on this (?:site|page)))?\b.{0,120}\b(?:not|constitutes?|intended as)\b.{0,60}\b(?:advice|recommendation|offer|solicitation)\b",
        r"(?:this is )?not (?:investment|financial|legal) advice\W*$",
        r"this is not (?:an? )?(?:investment|financial|legal|offer)\b.{0,100}\b(?:advice|recommendation|securities)\W*$",
        r"this (?:article|story|post|piece|report|interview) (?:was|is|has been|first|originally)(?: (?:first|originally|previously|been|also))* (?:published|appeared|posted|auto-generated|generated|syndicated|edited|written|republished|translated|produced)\b.{0,160}$",
        r"(?:originally|first) published (?:on|at|in|by)\b.{0,80}$",
        r"\(?this (?:story|article|report|copy|content) has (?:not )?been\b.{0,160}\b(?:feed|text|syndicated|staff|edited|agency)\b.{0,60}$",
        r"(?:except for the headline|barring the headline)\b",
        r"(?:this|the) (?:press|news) release (?:may )?(?:contains?|includes?) (?:certain )?.{0,20}forward[- ]looking",
        r"(?:certain )?statements (?:in|made in|contained in) this (?:press release|news release|release|announcement|report)\b.{0,80}forward[- ]looking",
        r"(?:certain )?.{0,40}forward[- ]looking statements?\b.{0,200}\b(?:within the meaning|private securities litigation|involve (?:known|risks|a number)|undertakes? no obligation|subject to (?:risks|a number|known|various))",
        r"(?:the )?(?:author|writer|i|we)(?: \w+)? (?:holds?|owns?|have|has|do(?:es)? not (?:hold|own|have)|may (?:hold|own))\b.{0,30}\b(?:position|positions|stake|shares|interest)\b.{0,80}\b(?:mentioned|discussed|companies|stocks|article|herein)\W*$",
        r"(?:reprinted|republished|reproduced|used) with (?:the )?permission\b.{0,60}$",
        r"past performance (?:is|does|may|should|of)\b.{0,60}\b(?:guarantee|indicat|predict|reliable)",
        r"(?:we|this (?:post|article|page|site)) may (?:earn|receive|contain|include)\b.{0,60}\b(?:commission|affiliate)",
        r"as an amazon associate\b",
        r"(?:(?:cryptocurrency|mutual fund|securities|market) )?(?:investing|investments?|trading|cryptocurrenc(?:y|ies)) (?:in \w+ |in the \w+ )?(?:involves?|carr(?:y|ies)|(?:is|are) subject to)\b.{0,20}\brisks?\b.{0,120}$",
        r"(?:all )?(?:quotes|data|market data) (?:is |are )?(?:delayed|provided by|displayed)\b.{0,120}$",
        r"neither the .{1,40} nor .{1,60} accepts? responsibility\b",
        r"no (?:stock exchange|securities (?:exchange|commission)|regulatory authority) (?:has|accepts)\b",
        r"neither the tsx\b",
        r"(?:editor['’]?s? note|editors['’] note|correction|clarification):.{0,40}\b(?:this (?:article|story|post)|an earlier version|a previous version)\b",
        r"an earlier version of this (?:article|story|post|report)\b",
    ),
    "copyright": _rule(
        r"(?:©|\(c\)|&copy;)\s*(?:copyright\b|\d{4})",
        r"copyright\s*(?:©|\(c\))",
        r"copyright (?:\d{4}|by)\b.{0,80}\brights reserved",
        r"copyright \d{4}\b[^.]{0,60}\.? ?(?:all rights|(?:last )?(?:updated|modified))",
        r".{0,100}\ball rights reserved\b.{0,80}$",
        r"(?:this material|no part of this|reproduction|unauthori[sz]ed)\b.{0,80}\b(?:may not be|without|prohibited)\b.{0,60}\b(?:published|reproduced|permission|prohibited|rewritten|consent)",
    ),
    "tags": _rule(
        r"(?:tags?|topics?|keywords?|categor(?:y|ies)|labels?|filed (?:under|in|to)|posted (?:in|under)|tagged(?: (?:as|with|under|in))?|in this story|read more about|more on(?: this topic)?|related topics|companies mentioned)\s*[:|].{0,200}(?<![.!?])$",
        r"(?:filed under|tagged with)\b.{0,100}(?<![.!?])$",
    ),
    "reading time": _rule(
        r"(?:.{0,60}[·|•,–—-]\s*)?\d{1,3}[\s-]?min(?:ute)?s?[\s-](?:read|listen|watch)\b.{0,30}$",
        r"(?:(?:estimated )?(?:reading|read) time)\b\s*[:-]?\s*(?:about )?(?:<\s*)?\d.{0,30}$",
        r"(?:listen to (?:this|the) (?:article|story))\b.{0,30}$",
        r"time to read\s*[:-]?\s*\d.{0,20}$",
    ),
    "share": _rule(
        r"share (?:this|on|via|to|the|article|story|post|options|icon)(?: \w+){0,4}$",
        r"(?:follow|find|like|join|connect with) us (?:on|at|via)\b.{0,100}$",
        r"follow (?:@\w+|.{1,30} on (?:facebook|twitter|x|instagram|linkedin|youtube|google news|whatsapp|telegram))\b.{0,60}$",
        r"(?:twitter|x|facebook|instagram|linkedin|youtube|web|website)\s?:\s?\S{1,80}$",
        r"copy link(?: to clipboard)?$",
        r"[\d.,]{1,7}[km]?\s(?:shares|likes|retweets|views|tweets|reposts)$",
        r"(?:add|set) .{1,40} (?:as (?:a )?(?:preferred|trusted) source|on google)\b.{0,30}$",
        r"(?:print|save|email|e-mail|gift) (?:this )?(?:article|story|page)$",
    ),
    "comments": _rule(
        r"(?:leave|post|write|add|submit) (?:a|your) (?:comment|reply)\b.{0,60}$",
        r"(?:show|view|see|read|hide|load)(?: all| more)?(?: \d{1,5})? comments?\b.{0,20}$",
        r"be the first to comment\b.{0,40}$",
        r"(?:\d{1,5}|no) comments?(?: yet)?$",
        r"comments? ?\(\d{1,5}\)$",
        r"comments (?:are|have been) (?:closed|disabled|turned off|moderated)\b.{0,60}$",
        r"join the (?:conversation|discussion)\b.{0,40}$",
        r"your e-?mail address will not be published\b.{0,80}$",
        r"(?:log|sign) in (?:or register )?to (?:post comments?|comment|leave a comment|join)\b.{0,60}$",
    ),
    "contact": _rule(
        r"(?:for )?(?:media|press|investor|investors|analyst|public relations|pr|company|corporate|ir|news media)(?:,? (?:and|or|&) \w+)?(?: relations)? (?:contacts?|inquir(?:y|ies)|enquir(?:y|ies)|queries)\b\s*(?:[:,–—-].{0,200})?$",
        r"(?:contacts?|further information|for further information|for more information)\s*:?$",
        r"for (?:more|further|additional) information(?: (?:about|on|regarding) .{1,80})?,? (?:please )?(?:visit|contact|see|go to|call)\b.{0,200}$",
        r"(?:e-?mail|mail)\s*[:|]\s*\S{1,80}@\S{1,80}$",
        r"(?:[\w.+-]{1,60})@[\w-]{1,60}\.[\w.]{2,20}$",
        r"(?:(?:tel|telephone|phone|ph|mobile|fax|t|m|office|direct)\.?\s*[:+]?\s*)\+?[\d\s().-]{7,24}$",
        r"\+\d[\d\s().-]{7,22}$",
        r"(?:visit|www\.)\S{0,80}$",
        r"logo ?[-–—:] ?https?://\S{1,200}$",
        r"view (?:original|source) (?:content|version)\b.{0,300}$",
        r"source:? (?:pr newswire|business wire|globe ?newswire|accesswire)\b.{0,60}$",
    ),
    "references": _rule(
        r"(?:\[\d{1,3}\]|\^|↑)\s*.{0,300}(?:https?://|\bdoi\b|\bretrieved\b|\bibid\b|\baccessed\b).{0,300}$",
        r"https?://\S{1,400}$",
    ),
    "operator": _rule(
        r"\[?operator instructions\]?\W*$",
        r"operator\s*:?\s*.{0,80}\b(?:good (?:morning|day|afternoon|evening)|welcome|questions?|instructions|thank you|ladies and gentlemen|concludes?|line of|go ahead|star one|conference)\b",
    ),
    "author": _rule(
        r"about the authors?\b.{0,300}$",
        r"(?:contact|e-?mail|write to|reach) (?:the )?(?:reporter|author|writer|editor|him|her|them|us)\b.{0,100}@.{0,80}$",
        r"to contact the (?:reporter|editor|author)s?\b.{0,200}$",
    ),
}  # fmt: skip
