package dev.stillframe.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** As much of a shell and of curl as the documents use. What it does not know fails. */
final class Shell implements AutoCloseable {
    private final Map<String, String> variables = new HashMap<>();
    private final UnaryOperator<String> places;
    private final HttpClient client = HttpClient.newHttpClient();

    /**
     * A shell.
     *
     * @param places where a file or an address of the documents really is
     */
    Shell(UnaryOperator<String> places) {
        this.places = places;
    }

    /** What a command prints. */
    String run(String command) throws IOException {
        if (command.matches("[A-Z]+=\\S+")) {
            int equals = command.indexOf('=');
            variables.put(command.substring(0, equals), command.substring(equals + 1));
            return "";
        }
        String text = "";
        for (List<String> step : steps(command)) {
            List<String> arguments = step.subList(1, step.size());
            text = switch (step.getFirst()) {
                case "./stillframe" -> stillframe(arguments);
                case "curl" -> curl(arguments);
                case "cut" ->
                    lines(text).stream()
                            .map(line -> line.substring(0, Math.min(line.length(), last(arguments, "-c", "1-"))))
                            .reduce("", Shell::joined);
                case "head" ->
                    lines(text).stream().limit(last(arguments, "-n", "")).reduce("", Shell::joined);
                case "tail" -> {
                    List<String> all = lines(text);
                    yield all.subList(Math.max(0, all.size() - last(arguments, "-n", "")), all.size()).stream()
                            .reduce("", Shell::joined);
                }
                case "grep" -> grep(arguments, text);
                default -> throw new AssertionError("unknown: " + step);
            };
        }
        return text;
    }

    private static String joined(String text, String line) {
        return text + line + "\n";
    }

    private static List<String> lines(String text) {
        return text.lines().toList();
    }

    /** The number of an option such as {@code -c 1-150}. */
    private static int last(List<String> arguments, String option, String before) {
        if (arguments.size() != 2
                || !arguments.getFirst().equals(option)
                || !arguments.get(1).startsWith(before)) {
            throw new AssertionError("unknown: " + arguments);
        }
        return Integer.parseInt(arguments.get(1).substring(before.length()));
    }

    private String grep(List<String> arguments, String text) throws IOException {
        if (arguments.getFirst().equals("-o")) {
            return Pattern.compile(arguments.get(1))
                    .matcher(text)
                    .results()
                    .map(MatchResult::group)
                    .reduce("", Shell::joined);
        }
        return lines(Files.readString(Path.of(places.apply(arguments.get(1))))).stream()
                .filter(line -> line.contains(arguments.getFirst()))
                .reduce("", Shell::joined);
    }

    private String stillframe(List<String> arguments) {
        Terminal terminal = Terminal.run(arguments.stream().map(places).toArray(String[]::new));
        return terminal.out() + terminal.err();
    }

    private String curl(List<String> arguments) throws IOException {
        String method = "GET";
        boolean head = false;
        String url = "";
        Path output = null;
        byte[] body = null;
        List<String> fields = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            switch (arguments.get(i)) {
                case "-s", "-N" -> {}
                case "-i" -> head = true;
                case "-X" -> method = arguments.get(++i);
                case "-o" -> output = Path.of(places.apply(arguments.get(++i)));
                case "-H" -> {
                    String field = arguments.get(++i);
                    fields.add(field.substring(0, field.indexOf(':')));
                    fields.add(field.substring(field.indexOf(':') + 1).strip());
                }
                case "-d" -> body = arguments.get(++i).replace("\n", "").getBytes(StandardCharsets.UTF_8);
                case "--data-binary" ->
                    body = Files.readAllBytes(
                            Path.of(places.apply(arguments.get(++i).replaceFirst("^@", ""))));
                default -> {
                    if (arguments.get(i).startsWith("-")) {
                        throw new AssertionError("unknown: " + arguments.get(i));
                    }
                    url = places.apply(arguments.get(i));
                }
            }
        }
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(30));
        if (body == null) {
            request.method(method, HttpRequest.BodyPublishers.noBody());
        } else {
            request.method(method.equals("GET") ? "POST" : method, HttpRequest.BodyPublishers.ofByteArray(body));
            if (!fields.contains("Content-Type")) {
                fields.addAll(List.of("Content-Type", "application/x-www-form-urlencoded"));
            }
        }
        request.headers(fields.isEmpty() ? new String[] {"Accept", "*/*"} : fields.toArray(String[]::new));
        HttpResponse<String> response;
        try {
            response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            throw new UncheckedIOException(new IOException(e));
        }
        if (output != null) {
            Files.writeString(output, response.body());
            return "";
        }
        return (head ? head(response) + "\n" : "") + response.body();
    }

    private static String head(HttpResponse<String> response) {
        StringBuilder head = new StringBuilder("HTTP/1.1 " + response.statusCode() + "\n");
        response.headers()
                .map()
                .forEach((name, values) -> values.forEach(
                        value -> head.append(name).append(": ").append(value).append('\n')));
        return head.toString();
    }

    /** The words of each command between pipes; quotes are undone and variables put in. */
    private List<List<String>> steps(String command) {
        List<List<String>> steps = new ArrayList<>(List.of(new ArrayList<>()));
        StringBuilder word = null;
        char quote = 0;
        for (int i = 0; i < command.length(); i++) {
            char c = command.charAt(i);
            boolean plain = quote == 0;
            if (plain && (c == ' ' || c == '\n' || c == '|' || (c == '\\' && command.charAt(i + 1) == '\n'))) {
                if (word != null) {
                    steps.getLast().add(word.toString());
                    word = null;
                }
                if (c == '|') {
                    steps.add(new ArrayList<>());
                }
                continue;
            }
            word = word == null ? new StringBuilder() : word;
            if (plain && (c == '\'' || c == '"')) {
                quote = c;
            } else if (c == quote) {
                quote = 0;
            } else if (c == '$' && quote != '\'') {
                int end = i + 1;
                while (end < command.length() && Character.isUpperCase(command.charAt(end))) {
                    end++;
                }
                word.append(variables.get(command.substring(i + 1, end)));
                i = end - 1;
            } else {
                word.append(c);
            }
        }
        if (word != null) {
            steps.getLast().add(word.toString());
        }
        return steps;
    }

    @Override
    public void close() {
        client.close();
    }
}
