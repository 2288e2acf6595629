-- How far a stated number may be from the true one by rounding alone: half of the place of its last
-- digit. A round number is taken to be written in thousands, millions … (20 million: to the million);
-- stated as about so much, to its last digit that is not zero (about 23 million: to the million), but
-- never by more than a tenth (about 20 million: 18 to 22).
CREATE MACRO trailing_zeros(figure) AS CASE WHEN figure = 0 THEN 0 ELSE
    length(CAST(CAST(abs(figure) AS DECIMAL(38, 0)) AS VARCHAR))
    - length(rtrim(CAST(CAST(abs(figure) AS DECIMAL(38, 0)) AS VARCHAR), '0'))
END;
COMMENT ON MACRO trailing_zeros IS 'How many zeros a whole number ends with';

CREATE MACRO rounding(figure, approximate) AS CASE
    WHEN figure <> trunc(figure) THEN CAST(
        '0.' || repeat('0', length(rtrim(split_part(CAST(CAST(figure AS DECIMAL(38, 6)) AS VARCHAR), '.', 2), '0'))) || '5'
        AS DECIMAL(38, 6)
    )
    WHEN trailing_zeros(figure) < CASE WHEN approximate THEN 1 ELSE 3 END THEN CAST('0.5' AS DECIMAL(38, 6))
    ELSE CAST(
        CASE
            WHEN approximate AND length(CAST(CAST(abs(figure) AS DECIMAL(38, 0)) AS VARCHAR)) = trailing_zeros(figure) + 1
                THEN least('5', substr(CAST(CAST(abs(figure) AS DECIMAL(38, 0)) AS VARCHAR), 1, 1))
            ELSE '5'
        END || repeat('0', trailing_zeros(figure) - 1 - CASE WHEN approximate THEN 0 ELSE trailing_zeros(figure) % 3 END)
        AS DECIMAL(38, 6)
    )
END;
COMMENT ON MACRO rounding IS 'How far a stated number may be from the true one by rounding alone';
