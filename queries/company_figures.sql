-- title: Figures of a company by measure
-- description: Every figure of a company and of what belongs to it, by measure and in order of time.
-- param company company: a company by id, name or alias, with all that belongs to it
-- example: --company Huawei
SELECT
    company,
    measure,
    text,
    of,
    basis,
    status,
    when_edtf,
    earliest,
    latest,
    low,
    high,
    unit,
    per,
    event_id,
    source_id,
    char_start,
    char_end
FROM figures
WHERE getvariable('company')::VARCHAR IS NULL
   OR company IN (SELECT member_id FROM company_family WHERE company_id = company_named(getvariable('company')::VARCHAR))
ORDER BY
    company NULLS LAST,
    measure,
    coalesce(earliest, latest) NULLS LAST,
    latest NULLS LAST,
    event_id,
    source_id,
    amount_number;
