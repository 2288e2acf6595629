-- The width of letters is that of Unicode's block of half-width and full-width forms. What is typed
-- otherwise than it is printed comes after the accents, for some letters have a stroke and no accent.
CREATE MACRO plain(raw_text) AS trim(regexp_replace(
    replace(replace(replace(replace(replace(translate(
        lower(strip_accents(translate(
            regexp_replace(raw_text, '[\x{AD}\x{200B}-\x{200F}\x{2060}\x{FEFF}]', '', 'g'),
            '！＂＃＄％＆＇（）＊＋，－．／０１２３４５６７８９：；＜＝＞？＠ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺ［＼］＾＿｀ａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ｛｜｝～' ||
            '｟｠｡｢｣､･ｦｧｨｩｪｫｬｭｮｯｰｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜﾝ' ||
            'ﾡﾢﾣﾤﾥﾦﾧﾨﾩﾪﾫﾬﾭﾮﾯﾰﾱﾲﾳﾴﾵﾶﾷﾸﾹﾺﾻﾼﾽﾾￂￃￄￅￆￇￊￋￌￍￎￏￒￓￔￕￖￗￚￛￜ' ||
            '￠￡￢￣￤￥￦￨￩￪￫￬￭￮' || 'ﾞﾟ',
            '!"#$%&''()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\]^_`abcdefghijklmnopqrstuvwxyz{|}~' ||
            '⦅⦆。「」、・ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン' ||
            'ㄱㄲㄳㄴㄵㄶㄷㄸㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅃㅄㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ' ||
            '¢£¬¯¦¥₩│←↑→↓■○' || chr(12441) || chr(12442)
        ))),
        '‘’‚‛ʼ“”„‟«»‐‑‒–—―−ςıſøłđħŧ',
        '''''''''''""""""-------σisoldht'
    ), 'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe'), 'ﬁ', 'fi'), 'ﬂ', 'fl'),
    '[\x{9}-\x{D}\x{20}\x{85}\x{A0}\x{1680}\x{2000}-\x{200A}\x{2028}-\x{2029}\x{202F}\x{205F}\x{3000}]+', ' ', 'g'
));
COMMENT ON MACRO plain IS 'Text as it is searched: without case, accents and width of letters, with plain quotation marks and dashes, and one space between words';

CREATE MACRO plain_words(plain_text) AS regexp_replace(
    ' ' || plain_text || ' ',
    '[\x{20}-\x{2F}\x{3A}-\x{40}\x{5B}-\x{60}\x{7B}-\x{7E}\x{A1}-\x{A9}\x{AB}-\x{B1}\x{B4}\x{B6}-\x{B8}\x{BB}\x{BF}\x{D7}\x{F7}\x{2010}-\x{205E}\x{20A0}-\x{20CF}\x{2190}-\x{2BFF}\x{3001}-\x{3004}\x{3008}-\x{3020}\x{3030}\x{30FB}]+',
    ' ', 'g'
);
COMMENT ON MACRO plain_words IS 'What plain() gives, as words alone: one space for each run of spaces and marks, and one at either end';
