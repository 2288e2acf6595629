-- The timeline, undated events last
SELECT when_edtf, title, status, sources
FROM timeline
ORDER BY coalesce(earliest, latest) NULLS LAST, latest NULLS LAST, event_id;

-- A company by any of its names, with all that belongs to it
SELECT when_edtf, title, direct, roles
FROM company_timeline
WHERE company_id = company_named('ByteDance')
ORDER BY coalesce(earliest, latest) NULLS LAST, latest NULLS LAST, event_id;

-- What certainly lies in 2024
SELECT when_edtf, title
FROM timeline
WHERE earliest >= DATE '2024-01-01' AND latest <= DATE '2024-12-31'
ORDER BY earliest, latest, event_id;

-- What possibly lies in 2024
SELECT when_edtf, title
FROM timeline
WHERE when_edtf IS NOT NULL
  AND coalesce(latest >= DATE '2024-01-01', true)
  AND coalesce(earliest <= DATE '2024-12-31', true)
ORDER BY coalesce(earliest, latest) NULLS LAST, latest NULLS LAST, event_id;

-- Who says so, and where in the text
SELECT event_id, publisher, said_by, origins, char_start, char_end
FROM evidence
ORDER BY event_id, source_id, claim_number;

-- Events of which more than one source speaks
SELECT event_id, title, sources, origins
FROM timeline
WHERE array_length(sources, 1) > 1
ORDER BY event_id;

-- All money, as it is stated
SELECT f.company_name, f.measure_label, f.text, f.basis, f.status, f.when_edtf, f.source_id
FROM figures AS f
JOIN unit AS u ON u.id = f.unit AND u.kind = 'currency'
ORDER BY f.company, f.measure, f.event_id, f.source_id, f.amount_number;

-- Actual payments a month in each currency, one claim of each event, links left out
WITH chosen AS (
    SELECT
        f.*,
        row_number() OVER (PARTITION BY f.event_id, f.unit ORDER BY f.source_id, f.amount_number) AS place
    FROM figures AS f
    WHERE f.measure = 'payment' AND f.per = 'month' AND f.basis = 'actual' AND f.status <> 'denied'
      AND NOT EXISTS (
        SELECT 1 FROM amount_link AS l
        WHERE l.source_id = f.source_id AND l.amount_number = f.amount_number
      )
)
SELECT unit, sum(low) AS low, sum(high) AS high, count(*) AS events
FROM chosen
WHERE place = 1 AND low IS NOT NULL AND high IS NOT NULL
GROUP BY unit
ORDER BY unit;

-- What belongs to whom
SELECT c.name, k.label, o.name AS other, r.event_id
FROM company_relation AS r
JOIN company AS c ON c.id = r.company_id
JOIN company AS o ON o.id = r.other_id
JOIN relation_kind AS k ON k.id = r.kind
ORDER BY o.name, c.name, k.label, r.owner, r.number;

-- How many events of each type there are
SELECT t.label, count(*) AS events
FROM event AS e
JOIN event_type AS t ON t.id = e.type
GROUP BY t.label
ORDER BY events DESC, t.label;

-- Events that hold some words, in any case, with or without accents
SELECT DISTINCT event_id
FROM search_text
WHERE strpos(plain, plain('AZURE openai')) > 0
ORDER BY event_id;

-- Events that hold a whole word
SELECT DISTINCT event_id
FROM search_text
WHERE strpos(plain_words(plain), plain_words(plain('AI'))) > 0
ORDER BY event_id;

-- What may lie in a period, and whether it must
SELECT
    when_edtf,
    title,
    certainly_in(when_edtf, earliest, latest, DATE '2024-01-01', DATE '2024-06-30') AS certainly
FROM timeline
WHERE possibly_in(when_edtf, earliest, latest, DATE '2024-01-01', DATE '2024-06-30')
ORDER BY coalesce(earliest, latest) NULLS LAST, latest NULLS LAST, event_id;

-- An event by either of its ids, with the roles of its companies
SELECT company, role_labels
FROM event_company
WHERE event_id = event_named('tiktok-pays-microsoft-for-openai-models')
ORDER BY position, company_id;

-- What sources say differently of one event
SELECT event_id, field, kind, one_value, other_value
FROM conflicts
ORDER BY event_id, field, one_value, other_value;

-- Events of which several articles tell, and on how many reports they rest
SELECT event_id, article_count, independent_origins, verdict
FROM corroboration
WHERE article_count > 1
ORDER BY event_id;

-- Sums of what may be added
SELECT company_name, measure, unit, per, basis, when_edtf, low, high
FROM totals
ORDER BY total_id;

-- Figures that a total leaves out, and why
SELECT total_id, figure, left_out_because
FROM total_figures
WHERE left_out_because IS NOT NULL
ORDER BY total_id, figure_id;

-- Each figure once, and in how many amounts it is stated
SELECT u.figure_id, u.phrase, count(*) AS amounts
FROM unique_figures AS u
JOIN figure_amount AS a ON a.figure_id = u.figure_id
GROUP BY u.figure_id, u.phrase
ORDER BY u.figure_id;

-- Which figures are part of another
SELECT figure_id, kind, other_id
FROM figure_link
ORDER BY figure_id, other_id;

-- The same as records state it
SELECT source_id, amount_number, kind, event_id, name
FROM amount_link
ORDER BY source_id, amount_number, kind, event_id, name;

-- How far a stated figure may be off by rounding alone
SELECT
    text,
    last_place(low, approximate) AS last_place,
    rounding(low, approximate) AS rounding,
    trailing_zeros(CAST(low AS BIGINT)) AS zeros
FROM amount
WHERE low = high
ORDER BY source_id, number;

-- Claims that were certainly known by a day
SELECT source_id, said_by, status, citation
FROM known_claim
WHERE known_latest <= DATE '2024-07-31'
ORDER BY event_id, source_id, number;

-- The claim that gives each event its date
SELECT event_id, when_edtf, source_id, number
FROM standing_claim
WHERE rank = 1
ORDER BY event_id;

-- A place in a source as one value
SELECT citation(id, publisher, published, NULL, NULL, NULL, NULL) AS citation
FROM source
ORDER BY id;

-- Everything that a company is called
SELECT name, kind
FROM company_name
WHERE company_id = 'bytedance'
ORDER BY kind, name;

-- Other names, whatever their case
SELECT company_id, name
FROM company_alias
WHERE fold_name(name) = fold_name('字节跳动')
ORDER BY company_id, name;

-- The family of a company, and since when each belongs to it
SELECT f.member_id, p.earliest, p.latest
FROM company_family AS f
JOIN company_family_period AS p ON p.company_id = f.company_id AND p.member_id = f.member_id
WHERE f.company_id = 'bytedance'
ORDER BY f.member_id, p.earliest NULLS FIRST, p.latest;

-- Ties of companies, with those folded that are the same
SELECT company_id, kind, other_id, event_id
FROM company_tie
ORDER BY company_id, other_id, kind, event_id;

-- How many events each company has, with all that belongs to it
SELECT company_id, count(*) AS events
FROM company_event
GROUP BY company_id
ORDER BY events DESC, company_id;

-- Roles that companies have in claims
SELECT r.label, count(*) AS claims
FROM claim_party AS p
JOIN role AS r ON r.id = p.role
GROUP BY r.label
ORDER BY claims DESC, r.label;

-- Companies by kind
SELECT k.label, count(*) AS companies
FROM company AS c
JOIN company_kind AS k ON k.id = c.kind
GROUP BY k.label
ORDER BY companies DESC, k.label;

-- What a record itself says of companies in claims, before ids are folded
SELECT source_id, claim_number, company_id, role
FROM claim_company
ORDER BY source_id, claim_number, company_id, role;

-- Claims as they are stored, by where their events stand
SELECT s.label, count(*) AS claims
FROM claim AS c
JOIN status AS s ON s.id = c.status
GROUP BY s.label
ORDER BY claims DESC, s.label;

-- Original reports that are relayed most
SELECT s.publisher, s.title, count(*) AS claims
FROM claim_origin AS o
JOIN source AS s ON s.id = o.origin_id
GROUP BY s.id, s.publisher, s.title
ORDER BY claims DESC, s.id;

-- Who cites whom
SELECT source_id, cited_id
FROM source_citation
ORDER BY source_id, cited_id;

-- Passages that no claim was made of, and why
SELECT because, count(*) AS passages
FROM left_out
GROUP BY because
ORDER BY passages DESC, because;

-- How many texts the database keeps
SELECT count(*) AS texts, coalesce(sum(length(text)), 0) AS characters
FROM source_text;

-- How many ids count as another
SELECT
    (SELECT count(*) FROM company_same_as) AS companies,
    (SELECT count(*) FROM event_same_as) AS events;

-- What figures measure, and how each is counted
SELECT m.label AS measure, u.label AS unit, p.label AS per, b.label AS basis, count(*) AS figures
FROM amount AS a
JOIN measure AS m ON m.id = a.measure
JOIN unit AS u ON u.id = a.unit
JOIN per AS p ON p.id = a.per
JOIN basis AS b ON b.id = a.basis
GROUP BY m.label, u.label, p.label, b.label
ORDER BY figures DESC, m.label, u.label, p.label, b.label;

-- What the codes of bounds mean
SELECT id, label, description
FROM bound
ORDER BY id;

-- What the last loads changed
SELECT l.file, c.kind, c.action, count(*) AS changes
FROM load AS l
JOIN load_change AS c ON c.load_id = l.id
GROUP BY l.id, l.file, c.kind, c.action
ORDER BY l.id DESC, c.kind, c.action;

-- The revision of the schema
SELECT version_num
FROM alembic_version
ORDER BY version_num;

-- How many figures a source denies, or are of an event that one cancels
SELECT count(*) AS figures
FROM figure_opposed;
