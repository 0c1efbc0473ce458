import { provePatternsLinear } from './prove.js';

provePatternsLinear('beanstalk');
