"""Made-up news with its dates marked: {words=EDTF}, `?` where the date cannot be told.

A line `@ 2024-08-02` gives the date of publication of the lines below it, `@` none.
"""

SENTENCES = """
@ 2024-08-02
BEIJING, {Aug 2=2024-08-02} (Reuters) - Lumen Motors said on {Friday=2024-08-02} it will open a plant in {October=2024-10}.
Shares of Orbis fell 4% in early trading on {Thursday=2024-08-01} after it cut its {2024=2024} outlook.
The regulator will decide on the merger {next month=2024-09}, a spokesman said on the record.
Founded in {2011=2011}, the Pune-based start-up has raised $40 million {since 2018=2018/..}.
Net profit rose 12% to 3,400 crore rupees in {the three months to June=2024-04/2024-06}, from 3,035 crore {a year earlier=2023-04/2023-06}.
It expects to break even {by the end of 2026=../2026-12~}, and to list in Hong Kong in {early 2027=2027-37}.
Revenue for {the quarter ended June 30, 2024=2024-04/2024-06} was $1.2 billion, compared with $1.0 billion for {the same period last year=2023-04/2023-06}.
The chip maker launched its first phone in {March 2019=2019-03} and sold it {two years later=2021}.
The law takes effect on {January 1=2025-01-01}, officials said {yesterday=2024-08-01}.
On {July 31=2024-07-31} local time, the board met in Seoul.
Sales may fall in {the second half of 2024=2024-41}, Theresa May told investors.
The deal is expected to close in {the fourth quarter=2024-36}, subject to approvals.
Inflation slowed to 2.9% in {June=2024-06} from 3.1% in {May=2024-05}.
{Between 2020 and 2022=2020/2022}, the group closed 2,000 shops and cut 1,999 jobs.
The bank will invest $5 billion over {the next five years=2024-08-02/2029}.
In {the past decade=2014/2024}, exports have tripled.
The fund was set up {three years ago=2021} with a ten-year life.
The company, which went public in {late 2021=2021-39}, reported a loss {last week=2024-07-22/2024-07-28}.
{Last year=2023}, the firm bought Torvald for $2,024 a share.
{Earlier this year=2024}, it hired 300 engineers and released version 4.2.1 of its app.
Deliveries slipped {from March to June 2024=2024-03/2024-06}, according to a note dated {2 August 2024=2024-08-02}.
The conference runs {August 12-14=2024-08-12/2024-08-14} in Las Vegas.
In the {1990s=199X}, few banks had computers.
The factory, built {around 1998=1998~}, was shut {until March 2021=../2021-03}.
He joined the board in {February this year=2024-02} and left in {May=2024-05}.
Analysts polled by LSEG had expected {third-quarter=2024-35} revenue of $9.1 billion.
Guidance for {Q3 2025=2025-35} was left unchanged; {FY25=?} capex will be "significantly" higher.
In {fiscal 2025=?}, it plans 120 new stores.
The ban expires at midnight on {Sunday=2024-08-04}.
The two sides meet again {tomorrow=2024-08-03} at 3pm ET.
Apple's iOS 17.2 and Windows 2000 are not affected, nor is the Boeing 737 MAX.
She lives at 1600 Pennsylvania Avenue and can be called on 555-2019.
Saudi Arabia's Vision 2030 is on track; every year it spends $10 billion.
The stock has risen 40% {this year=2024} and hit a record on {Tuesday=2024-07-30}.
公司于{2024年8月2日=2024-08-02}宣布，{2023年=2023}营收增长两成。
The strike began in {mid-July=2024-07} and ended {ten days ago=2024-07-23}.
It was the largest takeover since the {2008=2008} crisis.
The plan, unveiled in {2019=2019}, was shelved {the following year=2020} when demand fell.
{By Wednesday=../2024-07-31}, 40,000 users had signed up.
"We'll ship {by year-end=../2024-12~}," Chief Executive Ana Ruiz said in a {July 30=2024-07-30} call.
The airline will resume flights from {September=2024-09}.
Turnover for {the year ended 31 March 2024=2023-04/2024-03} was £88.4m ({2023=2023}: £80.1m).
The trial starts {next Monday=2024-08-05}, weeks later than planned.
Prices start at 1999 yuan, and the 2024 Model Y costs $45,000.
It has 2000 employees, and in {2000=2000} it had 12.
Marching bands march on; the august body fell in love this second.
The Sun reported the news first; Monday.com and August Capital declined to comment.
The {2023-24=2023/2024} season starts in {autumn=2024-23}.
The first half of the game was dull, but {the first half of the year=2024-40} was not.
A spokesperson said in an {Aug. 1=2024-08-01} email that the outage lasted two days.
The company has paid dividends for three years and signed a 10-year deal.
Volumes are likely to double {within a year=2024-08-02/2025-08}.
In {the next 12 months=2024-08-02/2025-08} it will hire 50 people.
Work on the tunnel began in the {19th century=18XX}.
The site opened on {02/08/2024=?} and closes on {31/12/2024=2024-12-31}.
@
In {May=XXXX-05}, it had 300 staff; on {12 June=XXXX-06-12} it had none.
{Last year=?} was better, but {2022=2022} was worse.
@ 2024
{Last year=2023} the price was lower, and in {June=XXXX-06} it rose.
@ 2024-03-15
The index closed at its highest {since November=2023-11/..}, and traders will watch the {June=2024-06} meeting.
Profits fell in {the fourth quarter=2023-36} but will recover {this quarter=2024-33}.
Turkey's central bank meets on {March 21=2024-03-21}.
"""
