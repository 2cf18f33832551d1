package finality;

import finality.cli.Settle;
import finality.rail.message.command.MessageCommand;
import java.util.Arrays;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.scheduling.annotation.EnableScheduling;

/** The engine. */
@SpringBootApplication
@EnableScheduling
public class Finality {
  public static void main(String[] args) {
    if (args.length > 0 && args[0].equals("settle")) Settle.main(Arrays.copyOfRange(args, 1, args.length));   // ends the JVM
    if (args.length > 0 && (args[0].equals("inspect") || args[0].equals("convert"))) MessageCommand.main(args);   // this too
    SpringApplication.run(Finality.class, args);
  }
}
