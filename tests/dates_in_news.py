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

MORE = """
@ 2024-08-02
SINGAPORE, {Aug. 1=2024-08-01} (Newswire) -- Halden Corp. (NYSE: HLD) {today=2024-08-02} announced results for its {second quarter=2024-34}.
The pact, signed on {2 August 2024=2024-08-02}, replaces one of {Aug. 2, 2021=2021-08-02}.
It filed for bankruptcy on {2023-11-06=2023-11-06} and emerged on {06.12.2023=2023-12-06}.
The recall covers cars built {between April 2019 and June 2021=2019-04/2021-06}.
The recall covers cars built {from 2019 to 2021=2019/2021}.
It ran from {2015=2015}, and the site stayed open {through 2018=../2018}.
The {2019-2023=2019/2023} plan was missed, executives said on Capitol Hill.
Sales in {May=2023-05} and {June 2023=2023-06} fell.
Exports grew in {January=2024-01}, {February=2024-02} and {March=2024-03}.
Orders are due {by Aug. 15=../2024-08-15}.
The company will publish its half-year report on {August 28=2024-08-28}.
The merger closed on {December 29=2023-12-29}.
Trading was halted on {Monday, July 29=2024-07-29}, and resumed on {Wednesday, 31 July 2024=2024-07-31}.
A spokesman said on {Thursday=2024-08-01} evening that talks would resume on {Saturday=2024-08-03}.
"We will know more {next week=2024-08-05/2024-08-11}," she told reporters on {Wednesday=2024-07-31}.
Brent settled at $79.52 {last Friday=2024-07-26}.
The Fed meets {next Wednesday=2024-08-07}.
{This month=2024-08}, the central bank raised rates; {last month=2024-07}, it did not.
{Last quarter=2024-34}, margins shrank; {this quarter=2024-35}, they should recover; {next quarter=2024-36}, who knows.
{This week=2024-07-29/2024-08-04} it bought back $20 million of shares.
Over the weekend, it fixed the bug.
Tickets for {this weekend=2024-08-03/2024-08-04} are sold out.
{Next year=2025}, it plans two more plants, and {the year after=2026}, four.
{Early this year=2024-37}, it raised prices; {late last year=2023-39}, it cut them.
Production starts {early next year=2025-37}.
The launch was pushed from {early 2024=2024-37} to {mid-2025=2025-38}, then to {late 2025=2025-39}.
At {the end of 2023=2023-12~}, it held $4 billion in cash.
{By the end of this year=../2024-12~}, it will have 40 stores.
{By the end of the year=../2024-12~}, it will have 40 stores.
{The beginning of 2024=2024-01~} was slow.
The temple dates from {circa 1750=1750~}.
{Around 2018=2018~}, the founders met at a hackathon.
It has led the firm {since March=2024-03/..}.
It has led the firm {since 2009=2009/..}, and its shares trade in Mumbai {since last year=2023/..}.
The offer stands {until March 2025=../2025-03}.
The offer stands {until Friday=../2024-08-02}.
The fleet will be electric {by 2030=../2030}.
Over {the next few years=2024-08-02/..}, it will build ten reactors.
It hopes to be profitable in {the next two years=2024-08-02/2026}.
The watchdog will rule {within six weeks=2024-08-02/2024-09-13}.
The watchdog will rule {within the next three months=2024-08-02/2024-11}.
It was founded {a decade ago=2014~} in Leeds.
{Two weeks ago=2024-07-15/2024-07-21}, it fired its auditor; {three days ago=2024-07-30}, it hired one.
{Six months ago=2024-02}, nobody had heard of it.
Sales in {May 2023=2023-05} were flat, after rising 4% {a year earlier=2022-05}.
In {2021=2021}, it lost $4 billion; {a year later=2022}, it earned one.
It bought Pell in {March 2020=2020-03} and, {three months later=2020-06}, sold it.
In {June 2022=2022-06} it opened in Kenya, and {the same month=2022-06} in Ghana; {that year=2022} it also left Peru.
It bought Arno in {2016=2016} and {the following year=2017} Brenta; {the previous year=2016} had been poor.
In {March this year=2024-03}, and again in {April last year=2023-04}, the board refused.
{Last March=2024-03}, the lender was seized; {last October=2023-10}, it was fine.
{Last summer=2023-22} was wet; {this summer=2024-22} is dry; {next spring=2025-21} may be both.
The show opens in {spring 2025=2025-21} and closes in the {summer of 2026=2026-22}.
In {the first half of 2024=2024-40}, net new money was 12 billion francs, against 9 billion in {H1 2023=2023-40}.
{Q2=2024-34} revenue was $4.1 billion; {Q3=2024-35} guidance is $4.3 billion.
In {1Q24=2024-33} and {2Q24=2024-34} volumes rose, while {4Q 2023=2023-36} was weak.
{Q1 '24=2024-33} beat {Q4'23=2023-36}.
The regulator fined it in {the final quarter of 2022=2022-36}.
{Second-quarter=2024-34} profit rose 8% from {the year-ago quarter=2023-34}.
In {the June quarter=2024-04/2024-06}, it added 4 million users.
For {the nine months ended September 30, 2023=2023-01/2023-09}, costs were $9 million.
Revenue for {the fiscal year ended January 28, 2024=2023-02/2024-01} was $61 billion.
For {the year ended December 31, 2023=2023}, the loss was $4 million.
In {the six months to March=2023-10/2024-03}, it opened 14 hotels.
In {the week ended July 27=2024-07-21/2024-07-27}, claims fell.
Its {FY24=?} Ebitda margin was 18%, and {FY2025-26=?} should be better, it said.
Its {fiscal third quarter=?} ended in {June=2024-06}.
{Third-quarter fiscal 2024=?} sales were $4 billion.
In {the first quarter of fiscal 2025=?}, it shipped 3 million units.
In the {2010s=201X}, it grew; in {the early 2000s=200X}, it did not; {by the 1980s=../198X} it was old.
{Since the 20th century=19XX/..}, glass has been made here.
The lawsuit was filed on {July 31=2024-07-31} local time in a Delaware court.
It was announced on {Monday=2024-07-29} Beijing time, or {Sunday=2024-07-28} night in New York.
The call is at 8:30 a.m. ET on {Tuesday, August 6=2024-08-06}.
Prices rose 3% over {the past year=2023-08/2024-08} and 20% in {the last three years=2021/2024}.
In {the past six months=2024-02/2024-08}, it has shut 40 branches.
In {the past week=2024-07-26/2024-08-02}, the rupee fell.
公司将于{8月15日=2024-08-15}召开会议。
腾讯{2024年5月=2024-05}发布了新模型，{2023年=2023}亏损。
The minutes of {30 July–1 August=2024-07-30/2024-08-01} show a split.
The summit on {September 9-10=2024-09-09/2024-09-10} will draw thousands.
From {July 1=2024-07-01}, the levy has been 2%.
{From July 1 to September 30=2024-07-01/2024-09-30}, the levy will be 2%.
The sanctions, effective {August 1=2024-08-01}, were eased.
It will pay a dividend on {Sept. 12=2024-09-12} to holders of record on {Aug. 23=2024-08-23}.
{Year-end=2024-12~} bonuses will be cut.
Unemployment hit its lowest {since February 2020=2020-02/..}.
Analysts expect {2025=2025} revenue of $4bn and {2026=2026} revenue of $5bn.
Revenue (in millions) {2023=2023}: 40
The shares, up 12% so far {this year=2024}, slid.
The ministry said {today=2024-08-02} that {tomorrow=2024-08-03} is a holiday; {yesterday=2024-08-01} was not.
The plant will open {later this year=2024}, and the office opened {earlier this month=2024-08}.
{Earlier on Friday=2024-08-02}, it denied the report.
{Late on Thursday=2024-08-01}, it confirmed it.
The fiscal deficit was 5.6% in {2023-24=2023/2024}.
The {2024/25=2024/2025} winter schedule is out.
It expects to close the deal {before the end of March=../2025-03}, or {before 2026=../2025}.
{After 2020=2020/..}, no new permits were given.
The company was incorporated in {July, 2017=2017-07}.
He was born on the {3rd of May, 1961=1961-05-03}.
It listed on the {15th of June 2021=2021-06-15}.
On {2 and 3 September=2024-09-02/2024-09-03} staff will strike.
"""

NONE = """
@ 2024-08-02
The app needs iOS 17.2 or Python 3.12.
Boeing 737s and Airbus A320s were grounded.
Windows 2000 and Office 2019 are out of support.
Forbes Global 2000 lists it, as does the Russell 2000.
Saudi Vision 2030 and the UN Agenda 2030 agree.
World Cup 2026 tickets cost $2,024.
It paid $2024 for 2,000 employees.
The phone costs 1999 rupees, or 2024 yuan.
Call +1 555 2019 1984 or 020 7946 1999.
He lives at 1600 Amphitheatre Parkway.
Order No. 2019 and invoice 2020 were lost.
India won 3-2, then lost 21-19.
Theresa May may resign.
It may, or may not, be true.
Prices may rise.
They marched on, and we march on.
March on Washington organisers met.
August Capital and June Smith invested.
April Jones chairs the fund.
The dollar could fall further.
The second person said a third was missing.
The Sun and The Sunday Times reported it.
Monday.com rose 4%.
Friday Night Lights is a series.
Black Friday deals and Cyber Monday deals are out.
It happens every year, each month and every Monday.
It is paid monthly, and audited annually.
They worked for three years on a 10-year deal.
The 30-day notice and the two-week strike hurt.
Recently, soon and now are no dates.
The company employs 2000 people in 12 countries.
Output fell to 1800 tonnes.
It sold about 2000 cars.
More than 1900 workers struck.
It scored 1850 points on the test.
A 2020 Vision of eyesight is no plan.
The 737 MAX 8 is back.
Model 3 and Model Y prices were cut by 5-10%.
The ratio was 3/4 and the odds 7/2.
It is open 24/7.
GDP grew 5.2% year on year.
Year-over-year growth was 12%.
The bond yields 4.25%.
An Intel Core i9-1400 costs $300.
RFC 2119 and ISO 9001 apply.
Section 1983 claims and Article 2019 motions failed.
Flight 1549 landed on the Hudson.
Room 2012 was empty.
The fall in prices hurt; prices fall in winter markets often.
She said she would march in protest.
One may ask why.
The may-fly lives one day.
Dec. is short for nothing here, said Jan Smith.
Mar-a-Lago hosted the dinner.
Its code is 2024-AB-17, version 2024.1.3.
The IP is 192.168.20.24.
Pay $19-$23 an hour.
It has 1.5-2 million users.
The S&P 500 and the CSI 2000 rose.
Sunday school and Friday prayers are weekly.
A year is long, and a quarter of the year is short.
A quarter of users left; half stayed.
The first half of the game was dull.
Within days, over months, in hours.
At this time, that time and the next time.
In the second place, it lost by a third.
The final quarter of the match was played.
"""

STYLES = """
@ 2025-02-11
Mumbai: Sarvam Steel on {Tuesday=2025-02-11} posted a 14% rise in net profit to ₹1,240 crore for {the quarter ended December 31, 2024=2024-10/2024-12}.
The board has fixed {March 7, 2025=2025-03-07} as the record date for the interim dividend of Rs 5 a share.
Revenue from operations stood at Rs 9,800 crore in {Q3FY25=?}, against Rs 9,100 crore in {Q3FY24=?}.
The Sensex fell 400 points on {Monday=2025-02-10}; the Nifty has lost 9% {since September=2024-09/..}.
FRANKFURT, {Feb 11=2025-02-11} (Reuters) - Deutsche Linde expects {2025=2025} sales to grow 3-5%, it said on {Tuesday=2025-02-11}.
The group had cut its outlook in {October=2024-10} and again in {December=2024-12}.
It will publish {first-quarter=2025-33} results on {May 8=2025-05-08}.
Chief Executive Jan Maier, who took over in {July 2023=2023-07}, will step down at {the end of June=2025-06}.
Tokyo-listed Hoshi Denki said operating profit for {the nine months to December=2024-04/2024-12} rose 11%.
For {the year ending March 31, 2025=2024-04/2025-03}, it forecasts sales of 1.2 trillion yen.
{The year to March 2026=2025-04/2026-03} may be harder, it added.
Shenzhen (Xinhua) -- The factory, begun in {2022=2022}, will be finished {by the first half of 2026=../2026-40}.
The yuan hit 7.30 per dollar in {January=2025-01}, its weakest in 16 months.
Updated {11 February 2025=2025-02-11}, 10:42 GMT
Published: {Feb. 10, 2025=2025-02-10} 5:30 pm EST | Updated: {Feb. 11, 2025=2025-02-11}
By Rita Moss | {January 30th 2025=2025-01-30} | 5 min read
{10-Feb-2025=2025-02-10} 09:00 RNS Number 2245X
As filed with the Commission on {February 3, 2025=2025-02-03}. For {the fiscal year ended September 30, 2024=2023-10/2024-09}.
As of {December 31, 2024=2024-12-31} and {2023=2023}, we had $4.1 billion and $3.9 billion in cash.
For {the three months ended December 31=2024-10/2024-12}, costs fell.
We adopted ASU 2016-13 and Rule 10b-5; see Note 12 and Item 303.
The notes bear interest at 4.25% and mature on {June 15, 2031=2031-06-15}.
The term loan is repayable from {2027=2027}, with a covenant holiday {until the end of 2025=../2025-12~}.
{Three weeks ago=2025-01-20/2025-01-26} we shipped v2.0; {last month=2025-01} we broke it.
I've been using the thing since launch day, and it's been great so far.
Hot take 🔥🔥: {by mid-2026=../2026-38} nobody will care.
LONDON — {Tuesday 11 February 2025=2025-02-11} — Brightwell plc (LSE: BRW), the pump maker, {today=2025-02-11} announces...
The offer closes at 1.00 p.m. (London time) on {28 February 2025=2025-02-28}.
Completion is expected in {Q2 2025=2025-34}, and {no later than 30 September 2025=../2025-09-30}.
Dividend of 12.5p ({H1 24=2024-40}: 11.0p)
Sales for {the 26 weeks to 28 December 2024=2024-06-30/2024-12-28} rose.
It has been four years.
The central bank, which meets next on {March 6=2025-03-06}, cut rates {last Thursday=2025-02-06}.
The European Commission said on {Tuesday=2025-02-11} that it cleared the deal.
The Volkswagen plant in Osnabrück will end production in {the third quarter of 2027=2027-35}.
In its {2023=2023} annual report, it had promised to hire 500 people {by 2027=../2027}.
{Between January and November=2024-01/2024-11}, exports to the United States fell 8%.
Exports rose {between 2021 and 2023=2021/2023} and slumped thereafter.
The strike, {from January 13 to January 17=2025-01-13/2025-01-17}, cost $40 million.
The minister spoke a day after the vote.
She was chief financial officer {from 2014 to 2019=2014/2019}, and chief executive {from March 2019 until last year=2019-03/2024}.
The report covers {2019/20=2019/2020} and {2023/24=2023/2024}.
In {1999=1999}, 2000 people lived here; {by 2010=../2010}, only 1200 did.
The {1997=1997} crisis and the {2008–09=2008/2009} recession shaped it.
Output of the {2024=2024} vintage fell.
His {2022=2022} book sold 2022 copies.
Rates will stay at 4% {through year-end=../2025-12~}, then fall in {early 2026=2026-37}.
The company’s fiscal year ends on {June 30=2025-06-30}.
{Last December=2024-12}, it won a $1.5bn order; {this January=2025-01} it lost one.
{This past summer=2024-22} it closed two mines.
It is due to report on {Thursday=2025-02-13} after the bell.
{Thursday=2025-02-06}'s rally faded; shares slid in {Tuesday=2025-02-11}'s session.
The launch, planned for {next month=2025-03}, was put off to {the second half=2025-41}.
As of {Monday=2025-02-10}, 12 banks had signed.
Investors await {Wednesday=2025-02-12}’s inflation data.
Data due on {Friday=2025-02-14} may show a rise.
The tariffs will take effect on {March 12=2025-03-12}, Trump said over the weekend.
{Sunday, Feb. 9=2025-02-09}: the Super Bowl.
He was sentenced to three years in {November last year=2024-11}.
{Nearly two years ago=2023~}, the two firms called off a deal.
{More than a decade ago=../2015} it left.
Over {the past two decades=2005/2025}, it has spent $9bn; over {the next decade=2025-02-11/2035} it will spend more.
Founded in {1987=1987}
"""

FRESH = """
@ 2023-11-20
Nordisk Kraft, whose shares have doubled {this year=2023}, will join the index on {December 18=2023-12-18}.
The company's {third-quarter=2023-35} report, due {Wednesday=2023-11-22}, comes after a weak {September=2023-09}.
Back in {2016=2016}, few believed that the firm would survive a war.
It took the start-up 18 months to win approval, which came in {late October=2023-10}.
{Since 2020=2020/..}, the group has spent more than $3 billion on mines; in {2022=2022} alone, it spent $1.1 billion.
The agreement was first reported by Bloomberg {last week=2023-11-13/2023-11-19}.
In {August 2022=2022-08}, the Senate passed the bill; {a month later=2022-09}, the president signed it.
Production at the Ohio plant, idled {since mid-2021=2021-38/..}, restarted on {Nov. 6=2023-11-06}.
"I joined in '98," he said.
The deal values Fermi at 12 times {2024=2024} earnings, versus 9 times in {2021=2021}.
The ECB raised rates ten times {between July 2022 and September 2023=2022-07/2023-09}.
Analysts see a 40% chance of a cut {by June=../2024-06} and a 90% chance {by year end=../2023-12~}.
The first flight is planned for the {summer of 2024=2024-22}, with deliveries from {early 2026=2026-37}.
Shipments totalled 302 million units in the {July-to-September quarter=2023-07/2023-09}.
Smartphone sales in the {July-September quarter=2023-07/2023-09} rose 3%.
Singles Day, held on {Nov 11=2023-11-11} each year, disappointed.
The 11.11 sale and the 618 festival are no dates, and neither is 9/11.
He succeeded her in the {spring of last year=2022-21}.
The contract runs {until 31 March 2027=../2027-03-31}.
The 2030 Agenda is a plan; emissions must fall 45% {by 2030=../2030} from {2010=2010} levels.
Wage growth hit 6.4% in {the three months to September=2023-07/2023-09}, the fastest since records began.
A spokesperson for the campaign said Mr. March would not run.
Judge June Park set a trial for {May 6=2024-05-06}.
In {the first nine months of 2023=2023-01/2023-09}, profit was 4.1 billion euros.
In the {January-September=2023-01/2023-09} period, profit fell.
Passenger numbers in {October=2023-10} were 98% of {October 2019=2019-10} levels.
Its {H1 FY2024=?} loss narrowed to A$12 million from A$20 million {a year ago=2022}.
On {Oct. 31, 2023=2023-10-31}, the Board declared a dividend payable on {Jan. 2, 2024=2024-01-02}.
The unit was sold later.
Copyright © {2023=2023} Daily Ledger. All rights reserved.
The CEO has been in office {since the start of the year=2023-01~/..}.
The central bank kept its rate at 5.25% for a third month, after raising it in {September=2023-09}.
We expect to file in the coming weeks, and to close in {the first quarter=2024-33}.
Orders in the latest quarter rose; in {the current quarter=2023-36} they are flat.
In {the same period of 2022=2022}, it lost 3 million.
In {Q3=2023-35} it lost 2 million; in {the same period of 2022=2022-35}, it lost 3 million.
The tariff of {2018=2018} lapses on {Jan 1, 2025=2025-01-01}.
The shares, listed in Hong Kong in {June=2023-06}, fell.
The firm, based at 2100 Market Street, hired 1,950 people and 2050 contractors.
Thousands of votes were cast, 1987 of them by post.
Its market value passed $2 trillion on {Friday=2023-11-17} for the first time.
Sales fell for a third straight quarter, hurt by {the Q2=2023-34} recall.
Two days after the {May 14=2023-05-14} vote, the lira sank.
{Friday=2023-11-17}: US jobs data
The {Oct. 7=2023-10-07} attack shook markets.
In the years since, it grew.
The pilot began in {2Q=2023-34}.
{By the mid-1990s=../199X}, it was the largest.
In {the mid-2010s=201X}, it was not.
The company will hold its AGM on the {14th of December=2023-12-14}.
The index, which tracks 1500 stocks, dates back to {1957=1957}.
The new pickups go on sale in {January=2024-01}.
Tesla's 2023 Model X costs more than that.
Interest on the {2028=2028} bonds is 5%; the 2033s yield 6%.
"""
