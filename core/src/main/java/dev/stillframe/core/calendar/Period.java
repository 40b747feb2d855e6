package dev.stillframe.core.calendar;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.IsoFields;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One period of the calendar, as it is named on the wall: it is the same in every zone, only its bounds differ ({@link Calendar}).
 *
 * @param mode its kind
 * @param number counts periods of the kind: hours since 1970-01-01T00 by the wall clock; days since 1970-01-01; for a week that of
 *     its Monday; months since January of the year 0; the year. So periods of a kind are ordered by it
 */
public record Period(Mode mode, long number) implements Comparable<Period> {
    private static final Pattern WEEK = Pattern.compile("\\d{4}W\\d{2}");

    /** The hour of a date, 0 to 23. */
    public static Period hour(LocalDate date, int hour) {
        return new Period(Mode.HOURLY, date.toEpochDay() * 24 + hour);
    }

    /** A day. */
    public static Period day(LocalDate date) {
        return new Period(Mode.DAILY, date.toEpochDay());
    }

    /** The ISO week of a day. */
    public static Period week(LocalDate date) {
        return new Period(Mode.WEEKLY, date.toEpochDay() - (date.getDayOfWeek().getValue() - 1));
    }

    /** A month. */
    public static Period month(YearMonth month) {
        return new Period(Mode.MONTHLY, month.getYear() * 12L + month.getMonthValue() - 1);
    }

    /** A year. */
    public static Period year(int year) {
        return new Period(Mode.YEARLY, year);
    }

    /** The period of a kind that a day lies in; of {@link Mode#HOURLY} its first hour. */
    public static Period of(Mode mode, LocalDate date) {
        return switch (mode) {
            case HOURLY -> hour(date, 0);
            case DAILY -> day(date);
            case WEEKLY -> week(date);
            case MONTHLY -> month(YearMonth.from(date));
            case YEARLY -> year(date.getYear());
        };
    }

    /** The period of a kind that this one lies in or, of a longer one and {@link Mode#WEEKLY}, begins in. */
    public Period in(Mode other) {
        return other == mode ? this : of(other, firstDay());
    }

    /** Its first day; of an hour the day it lies in. */
    public LocalDate firstDay() {
        return switch (mode) {
            case HOURLY -> LocalDate.ofEpochDay(Math.floorDiv(number, 24));
            case DAILY, WEEKLY -> LocalDate.ofEpochDay(number);
            case MONTHLY -> LocalDate.of((int) Math.floorDiv(number, 12), Math.floorMod(number, 12) + 1, 1);
            case YEARLY -> LocalDate.of((int) number, 1, 1);
        };
    }

    /** Its last day; of an hour the day it lies in. */
    public LocalDate lastDay() {
        return mode == Mode.HOURLY ? firstDay() : next().firstDay().minusDays(1);
    }

    /** When it begins by the wall clock. */
    public LocalDateTime start() {
        return mode == Mode.HOURLY
                ? LocalDateTime.ofEpochSecond(number * 3600, 0, ZoneOffset.UTC)
                : firstDay().atStartOfDay();
    }

    /** The one after it. */
    public Period next() {
        return plus(1);
    }

    /** The one that comes so many later; earlier for a negative count. */
    public Period plus(long count) {
        return new Period(mode, number + count * (mode == Mode.WEEKLY ? 7 : 1));
    }

    /** Its name: {@code 2025122914}, {@code 20251229}, {@code 2026W01}, {@code 202512} or {@code 2025}. */
    public String name() {
        LocalDate day = firstDay();
        return switch (mode) {
            case HOURLY -> digits(day) + two(Math.floorMod(number, 24));
            case DAILY -> digits(day);
            case WEEKLY -> four(weekYear(day)) + "W" + two(day.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
            case MONTHLY -> four(day.getYear()) + two(day.getMonthValue());
            case YEARLY -> four(day.getYear());
        };
    }

    /** The folder of its summary below that of its scope, such as {@code year=2025/month=202512/day=20251229/}. */
    public String folder() {
        LocalDate day = firstDay();
        String year = "year=" + four(mode == Mode.WEEKLY ? weekYear(day) : day.getYear()) + "/";
        String month = "month=" + four(day.getYear()) + two(day.getMonthValue()) + "/";
        return switch (mode) {
            case HOURLY -> year + month + "day=" + digits(day) + "/hour=" + name() + "/";
            case DAILY -> year + month + "day=" + name() + "/";
            case WEEKLY -> year + "week=" + name() + "/";
            case MONTHLY -> year + month;
            case YEARLY -> year;
        };
    }

    private static int weekYear(LocalDate day) {
        return day.get(IsoFields.WEEK_BASED_YEAR);
    }

    private static String digits(LocalDate day) {
        return four(day.getYear()) + two(day.getMonthValue()) + two(day.getDayOfMonth());
    }

    private static String four(int number) {
        return String.format(Locale.ROOT, "%04d", number);
    }

    private static String two(int number) {
        return (number < 10 ? "0" : "") + number;
    }

    /** The period of a kind with a name as {@link #name} gives it; empty when the text is none. */
    public static Optional<Period> parse(Mode mode, String name) {
        try {
            Period period = switch (mode) {
                case HOURLY -> hour(date(name.substring(0, 8)), number(name, 8, 10));
                case DAILY -> day(date(name));
                case WEEKLY -> weekOf(name);
                case MONTHLY -> month(YearMonth.of(number(name, 0, 4), number(name, 4, 6)));
                case YEARLY -> year(number(name, 0, 4));
            };
            // Only what is written the one way it is written here.
            return period.name().equals(name) ? Optional.of(period) : Optional.empty();
        } catch (DateTimeException | NumberFormatException | IndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }

    private static Period weekOf(String name) {
        if (!WEEK.matcher(name).matches()) {
            throw new DateTimeException("no week");
        }
        // The fourth of January is always in the first week.
        LocalDate first = LocalDate.of(number(name, 0, 4), 1, 4);
        return week(first).plus(number(name, 5, 7) - 1L);
    }

    private static LocalDate date(String digits) {
        return LocalDate.of(number(digits, 0, 4), number(digits, 4, 6), number(digits, 6, 8));
    }

    private static int number(String text, int from, int to) {
        return Integer.parseInt(text.substring(from, to));
    }

    @Override
    public int compareTo(Period other) {
        int byMode = mode.compareTo(other.mode);
        return byMode != 0 ? byMode : Long.compare(number, other.number);
    }

    @Override
    public String toString() {
        return mode.unit() + " " + name();
    }
}
