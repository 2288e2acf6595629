INSERT INTO company_kind (id, label, description, owner) VALUES
('company', 'company', 'An organisation that acts in its own name', 'dateline'),
('unit', 'unit', 'A division, subsidiary or service of a company that acts in its own name', 'dateline'),
('brand', 'brand', 'A name under which a company trades', 'dateline'),
('agency', 'agency', 'A government, court, regulator or other public body', 'dateline'),
('product', 'product', 'A product, service, app or model', 'dateline');

INSERT INTO relation_kind (id, label, description, in_family, owner) VALUES
('parent', 'has parent', 'The first company is owned by the other', true, 'dateline'),
('brand_of', 'is a brand of', 'The first is a name under which the other trades', true, 'dateline'),
('product_of', 'is a product of', 'The first is made or run by the other', true, 'dateline'),
('variant_of', 'is a variant of', 'The first is the other under another name, for another country or public', true, 'dateline'),
('investor_in', 'invests in', 'The first has put money into the other without owning it', false, 'dateline');

INSERT INTO status (id, label, description, owner) VALUES
('happened', 'happened', 'It took place', 'dateline'),
('ongoing', 'ongoing', 'It goes on, or a state holds, at the date given', 'dateline'),
('ended', 'ended', 'It went on before and no longer does', 'dateline'),
('planned', 'planned', 'Somebody means to do it, or it is due', 'dateline'),
('forecast', 'forecast', 'Somebody expects it', 'dateline'),
('denied', 'denied', 'The claim says that it is not so', 'dateline'),
('cancelled', 'cancelled', 'It was planned and given up', 'dateline');

INSERT INTO bound (id, label, description, owner) VALUES
('exact', 'exactly', 'The number itself, or a range with both ends given', 'dateline'),
('at_least', 'at least', 'The number or more', 'dateline'),
('over', 'over', 'More than the number', 'dateline'),
('at_most', 'up to', 'The number or less', 'dateline'),
('under', 'under', 'Less than the number', 'dateline');

INSERT INTO per (id, label, description, owner) VALUES
('one_off', 'once', 'Paid, spent or counted once', 'dateline'),
('cumulative', 'in total', 'Added up from the beginning until its date', 'dateline'),
('level', 'at the time', 'A state at a point in time: a head count, a share, a rate', 'dateline'),
('day', 'a day', 'For each day', 'dateline'),
('week', 'a week', 'For each week', 'dateline'),
('month', 'a month', 'For each month', 'dateline'),
('quarter', 'a quarter', 'For each quarter of a year', 'dateline'),
('half_year', 'a half-year', 'For each half of a year', 'dateline'),
('year', 'a year', 'For each year', 'dateline');

INSERT INTO basis (id, label, description, owner) VALUES
('actual', 'actual', 'Measured or paid', 'dateline'),
('run_rate', 'run rate', 'A short period stretched to a year', 'dateline'),
('announced', 'announced', 'Stated by the one whose figure it is, not yet done', 'dateline'),
('planned', 'planned', 'Meant to be paid, spent or reached', 'dateline'),
('expected', 'expected', 'Forecast by somebody', 'dateline'),
('estimated', 'estimated', 'Reckoned by somebody without having measured it', 'dateline'),
('usual', 'usual', 'What it normally is, given for comparison', 'dateline');

INSERT INTO unit (id, label, description, kind, owner) VALUES
('percent', '%', 'Hundredths of a whole, which `of` names', 'ratio', 'dateline'),
('percentage_points', 'percentage points', 'Difference between two percentages', 'ratio', 'dateline'),
('basis_points', 'basis points', 'Hundredths of a percentage point', 'ratio', 'dateline'),
('people', 'people', 'Persons: staff, customers, residents', 'count', 'dateline');
