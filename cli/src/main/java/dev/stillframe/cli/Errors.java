package dev.stillframe.cli;

import dev.stillframe.aws.Reason;
import dev.stillframe.core.ingest.ImportException;
import dev.stillframe.core.port.StoreException;
import dev.stillframe.core.settings.SettingsException;
import dev.stillframe.standalone.backup.BackupException;
import dev.stillframe.standalone.sqlite.IncompatibleDataException;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import software.amazon.awssdk.core.exception.SdkException;

/** Turns what went wrong into one clear message and an exit code. Only what nobody expected shows a stack trace. */
final class Errors implements IParameterExceptionHandler, IExecutionExceptionHandler {
    @Override
    public int handleParseException(ParameterException e, String[] args) {
        CommandLine line = e.getCommandLine();
        PrintWriter err = line.getErr();
        err.println("stillframe: " + e.getMessage());
        if (!CommandLine.UnmatchedArgumentException.printSuggestions(e, err)) {
            err.println("Try '" + line.getCommandSpec().qualifiedName() + " --help'.");
        }
        return Stillframe.WRONG_USE;
    }

    @Override
    public int handleExecutionException(Exception e, CommandLine line, ParseResult parsed) {
        PrintWriter err = line.getErr();
        switch (e) {
            case WrongUse wrong -> {
                err.println("stillframe: " + wrong.getMessage());
                return Stillframe.WRONG_USE;
            }
            case SettingsException settings -> {
                err.println("stillframe: the settings are not right:");
                settings.problems().forEach(l -> err.println("  " + l));
                return Stillframe.WRONG_USE;
            }
            case Failure failure -> err.println("stillframe: " + failure.getMessage());
            case ImportException importing -> err.println("stillframe: " + importing.getMessage());
            case IncompatibleDataException data -> err.println("stillframe: " + data.getMessage());
            case BackupException backup -> err.println("stillframe: " + backup.getMessage());
            case StoreException store -> err.println("stillframe: " + store.getMessage());
            case SdkException aws -> err.println("stillframe: AWS: " + Reason.of(aws));
            default -> {
                err.println("stillframe: an error in the program itself; please report it with these lines:");
                e.printStackTrace(err);
            }
        }
        return Stillframe.FAILED;
    }
}
