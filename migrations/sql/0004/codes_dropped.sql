DELETE FROM event_type WHERE owner = 'dateline'
AND id IN ('appointment', 'listing', 'payout', 'financing', 'insolvency', 'incident')
AND id NOT IN (SELECT type FROM event);

DELETE FROM measure WHERE owner = 'dateline'
AND id IN (
    'borrowing', 'cash', 'cost', 'dividend', 'buyback', 'earnings_per_share', 'order_value', 'damage',
    'savings', 'sales_growth', 'user_growth', 'price_change', 'stake', 'interest_rate', 'margin',
    'shipments', 'production', 'orders', 'downloads', 'stores', 'parameters', 'capacity',
    'loss_growth', 'spending', 'order_growth', 'earnings_per_share_growth', 'assets', 'cash_flow', 'cost_growth', 'subsidy', 'share_price', 'interest_rate_change', 'tariff_rate', 'headcount_growth', 'subscribers', 'customers', 'members', 'shares'
)
AND id NOT IN (SELECT measure FROM amount);

DELETE FROM unit WHERE owner = 'dateline'
AND id IN (
    'vehicles', 'devices', 'aircraft', 'downloads', 'parameters', 'orders', 'transactions', 'locations',
    'homes', 'patents', 'views', 'hours', 'weeks', 'barrels', 'megawatts', 'gigawatts',
    'gigawatt_hours', 'square_metres', 'kilometres',
    'subscribers', 'members', 'accounts', 'restaurants', 'megawatt_hours', 'terawatt_hours', 'miles', 'square_feet', 'hectares', 'acres', 'tonnes'
)
AND id NOT IN (SELECT unit FROM amount);
