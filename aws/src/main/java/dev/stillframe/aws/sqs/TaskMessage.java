package dev.stillframe.aws.sqs;

import dev.stillframe.core.model.Scope;
import dev.stillframe.core.port.BuildTask;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A task as the text of a message: {@code stillframe/1 REFRESH home 0123…}, the version of the form, the kind, the scope and the id,
 * each of which has no spaces.
 */
public final class TaskMessage {
    private static final String VERSION = "stillframe/1";
    private static final Pattern FORM =
            Pattern.compile(VERSION + " (due|all|refresh) ([a-z0-9-]{1,63}) ([A-Za-z0-9_-]{1,128})");

    private TaskMessage() {}

    /** The text of a task. */
    public static String write(BuildTask task) {
        return VERSION + " " + task.kind().name().toLowerCase(Locale.ROOT) + " "
                + task.scope().name() + " " + task.id();
    }

    /**
     * The task of a text.
     *
     * @throws IllegalArgumentException when it is none
     */
    public static BuildTask read(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("a message is no task of this version: "
                    + (text.length() > 80 ? text.substring(0, 80) + "..." : text).replaceAll("\\p{C}", "?"));
        }
        return new BuildTask(
                new Scope(matcher.group(2)),
                BuildTask.Kind.valueOf(matcher.group(1).toUpperCase(Locale.ROOT)),
                matcher.group(3));
    }
}
