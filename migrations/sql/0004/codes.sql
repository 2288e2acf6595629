INSERT INTO event_type (id, label, description, owner)
SELECT id, label, description, 'dateline' FROM (VALUES
('appointment', 'appointment', 'Somebody takes up a post, or leaves it'),
('listing', 'listing', 'Shares are offered to the public, listed, or taken off an exchange'),
('payout', 'payout', 'A company gives money to its shareholders: a dividend, a buyback of shares'),
('financing', 'financing', 'A company borrows, repays or changes its debt'),
('insolvency', 'insolvency', 'A company cannot pay its debts, or is wound up'),
('incident', 'incident', 'An accident, a failure, a breach of data, a recall')
) AS new (id, label, description)
WHERE NOT EXISTS (SELECT 1 FROM event_type AS known WHERE known.id = new.id);

INSERT INTO measure (id, label, description, per, additive, owner)
SELECT id, label, description, per, additive, 'dateline' FROM (VALUES
('borrowing', 'borrowing', 'Debt that a company takes on or has', NULL, false),
('cash', 'cash', 'Cash and what can be turned into it at once', 'level', false),
('cost', 'cost', 'What something costs the one who does it', NULL, false),
('dividend', 'dividend', 'Money paid to shareholders for each share', NULL, false),
('buyback', 'buyback', 'Money for which a company buys shares of its own', NULL, true),
('earnings_per_share', 'earnings per share', 'Profit for each share', NULL, false),
('order_value', 'order value', 'Money for which customers have ordered', NULL, false),
('damage', 'damage', 'Money lost to an accident, a crime or a wrong', NULL, true),
('savings', 'savings', 'Money that is no longer spent', NULL, true),
('sales_growth', 'growth of sales', 'Change of sales against an earlier period; a fall is negative', 'level', false),
('user_growth', 'growth of users', 'Change of users against an earlier period; a fall is negative', 'level', false),
('price_change', 'change of price', 'Change against the price before; a fall is negative', 'level', false),
('stake', 'stake', 'Part of a company that somebody owns', 'level', false),
('interest_rate', 'interest rate', 'Interest on a loan, for a year', 'level', false),
('margin', 'margin', 'Profit as a part of revenue', 'level', false),
('shipments', 'shipments', 'Number of products delivered to customers', NULL, false),
('production', 'production', 'Number of products made', NULL, false),
('orders', 'orders', 'Number of products ordered', NULL, false),
('downloads', 'downloads', 'How often an app or file was downloaded', NULL, false),
('stores', 'stores', 'Number of shops and outlets', 'level', false),
('parameters', 'parameters', 'Size of a model in parameters', 'level', false),
('capacity', 'capacity', 'How much a plant, a network or a building can make or hold', 'level', false),
('loss_growth', 'growth of losses', 'Change of a loss against an earlier period; a smaller loss is negative', 'level', false),
('spending', 'spending', 'Money that a company spends', NULL, false),
('order_growth', 'growth of orders', 'Change of orders against an earlier period; a fall is negative', 'level', false),
('earnings_per_share_growth', 'growth of earnings per share', 'Change of earnings per share against an earlier period; a fall is negative', 'level', false),
('assets', 'assets', 'What a company owns, or looks after for others', 'level', false),
('cash_flow', 'cash flow', 'Cash that comes in, less what goes out', NULL, false),
('cost_growth', 'growth of costs', 'Change of costs against an earlier period; a fall is negative', 'level', false),
('subsidy', 'subsidy', 'Money that a state gives', NULL, false),
('share_price', 'share price', 'Price of one share', 'level', false),
('interest_rate_change', 'change of an interest rate', 'Change of an interest rate; a fall is negative', 'level', false),
('tariff_rate', 'tariff rate', 'Duty as a part of the value of goods', 'level', false),
('headcount_growth', 'growth of the head count', 'Change of the head count against an earlier time; a fall is negative', 'level', false),
('subscribers', 'subscribers', 'People who pay for a service again and again', 'level', false),
('customers', 'customers', 'Number of customers', 'level', false),
('members', 'members', 'Number of members of a club or programme', 'level', false),
('shares', 'shares', 'Number of shares issued, held or traded', NULL, false)
) AS new (id, label, description, per, additive)
WHERE NOT EXISTS (SELECT 1 FROM measure AS known WHERE known.id = new.id);

INSERT INTO unit (id, label, description, kind, owner)
SELECT id, label, description, 'count', 'dateline' FROM (VALUES
('vehicles', 'vehicles', 'Cars, lorries and other vehicles counted'),
('devices', 'devices', 'Telephones, computers and other devices counted'),
('aircraft', 'aircraft', 'Aircraft counted'),
('downloads', 'downloads', 'Downloads counted'),
('parameters', 'parameters', 'Parameters of a model counted'),
('orders', 'orders', 'Orders counted'),
('transactions', 'transactions', 'Payments and other transactions counted'),
('locations', 'locations', 'Offices, branches, plants and other places counted'),
('homes', 'homes', 'Homes and households counted'),
('patents', 'patents', 'Patents counted'),
('views', 'views', 'How often something was seen or played'),
('hours', 'hours', 'A length of time in hours'),
('weeks', 'weeks', 'A length of time in weeks'),
('barrels', 'barrels', 'Barrels of oil'),
('megawatts', 'megawatts', 'Power in megawatts'),
('gigawatts', 'gigawatts', 'Power in gigawatts'),
('gigawatt_hours', 'gigawatt-hours', 'Energy in gigawatt-hours'),
('square_metres', 'square metres', 'Area in square metres'),
('kilometres', 'kilometres', 'Length in kilometres'),
('subscribers', 'subscribers', 'Subscribers counted'),
('members', 'members', 'Members counted'),
('accounts', 'accounts', 'Accounts counted'),
('restaurants', 'restaurants', 'Restaurants counted'),
('megawatt_hours', 'megawatt-hours', 'Energy in megawatt-hours'),
('terawatt_hours', 'terawatt-hours', 'Energy in terawatt-hours'),
('miles', 'miles', 'Length in miles'),
('square_feet', 'square feet', 'Area in square feet'),
('hectares', 'hectares', 'Area in hectares'),
('acres', 'acres', 'Area in acres'),
('tonnes', 'tonnes', 'Metric tons')
) AS new (id, label, description)
WHERE NOT EXISTS (SELECT 1 FROM unit AS known WHERE known.id = new.id);
