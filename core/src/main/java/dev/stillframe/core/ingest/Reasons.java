package dev.stillframe.core.ingest;

/** Why a line gives no sample, in the words of the report. */
final class Reasons {
    static final Reading NO_TIME = new Reading.Foreign("no time stands where the time should");
    static final Reading ONLY_NUL = new Reading.Foreign("nothing but NUL bytes");
    static final Reading TOO_LONG = new Reading.Foreign("longer than 64 KiB");
    static final Reading OPEN_QUOTE = new Reading.Unreadable("a quote is not closed");
    static final Reading TORN = new Reading.Unreadable("the line ends too early");

    private Reasons() {}
}
