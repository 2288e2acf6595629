-- How far a stated number may be from the true one by rounding alone: half of the place of its last
-- digit, but a tenth at most. The last digit is that with which one would write it in thousands,
-- millions … (20 million: the million; 6.1 billion: the hundred million); stated as about so much, the
-- last that is not zero (about 230 million: the ten million).
CREATE MACRO trailing_zeros(figure) AS CASE WHEN figure = 0 THEN 0 ELSE
    length(CAST(CAST(abs(figure) AS DECIMAL(38, 0)) AS VARCHAR))
    - length(rtrim(CAST(CAST(abs(figure) AS DECIMAL(38, 0)) AS VARCHAR), '0'))
END;
COMMENT ON MACRO trailing_zeros IS 'How many zeros a whole number ends with';

CREATE MACRO last_place(figure, approximate) AS CASE WHEN approximate THEN trailing_zeros(figure)
    ELSE least(trailing_zeros(figure), length(CAST(CAST(abs(figure) AS DECIMAL(38, 0)) AS VARCHAR)) - 1 - (length(CAST(CAST(abs(figure) AS DECIMAL(38, 0)) AS VARCHAR)) - 1) % 3)
END;
COMMENT ON MACRO last_place IS 'The place of the last digit that a whole number is written with: 0 for ones, 6 for millions';

CREATE MACRO rounding(figure, approximate) AS CASE
    WHEN figure = 0 THEN CAST(0 AS DECIMAL(38, 6))
    WHEN figure <> trunc(figure) THEN CAST(
        '0.' || repeat('0', length(rtrim(split_part(CAST(CAST(figure AS DECIMAL(38, 6)) AS VARCHAR), '.', 2), '0'))) || '5'
        AS DECIMAL(38, 6)
    )
    ELSE CAST(
        CASE WHEN last_place(figure, approximate) = 0 THEN '0.' ELSE '' END
        || CASE WHEN last_place(figure, approximate) = length(CAST(CAST(abs(figure) AS DECIMAL(38, 0)) AS VARCHAR)) - 1 THEN least('5', substr(CAST(CAST(abs(figure) AS DECIMAL(38, 0)) AS VARCHAR), 1, 1)) ELSE '5' END
        || repeat('0', greatest(last_place(figure, approximate) - 1, 0))
        AS DECIMAL(38, 6)
    )
END;
COMMENT ON MACRO rounding IS 'How far a stated number may be from the true one by rounding alone';
