package finality;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The engine. */
@SpringBootApplication
public class Finality {
  public static void main(String[] args) {
    SpringApplication.run(Finality.class, args);
  }
}
